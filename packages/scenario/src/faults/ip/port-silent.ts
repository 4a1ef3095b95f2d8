import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { atServer } from './at-server.ts';

export const portSilent = defineFault({
  name: 'port-silent',
  class: 'ip',
  summary: 'A server takes no requests for a connection, as when its queue of them is full.',
  reaction:
    '`AT+MQTTCONN` sends four SYNs and ends in `ERROR` after 9.0 to 9.5 s. With `established`, a ' +
    'publish with QoS 1 or 2 ends in `ERROR` after 10 s, or with the connection, which TCP gives ' +
    'up 8.0 to 15.5 s after it sent.',
  basis: { provenance: 'measured', source: "The SDK's lwIP, stepped." },
  schema: z.strictObject({
    ...atServer,
    established: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether nothing comes through on old connections either.' }),
  }),
  example: { port: 1883 },
  lasts: true,
  stacks: true,
  apply: ({ world }, { host, port, established }) =>
    world.server(host).ignore(established ? 'all' : 'new', port),
});
