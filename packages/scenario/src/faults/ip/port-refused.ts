import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { atServer } from './at-server.ts';

export const portRefused = defineFault({
  name: 'port-refused',
  class: 'ip',
  summary: 'A server answers requests for a connection with RST; the connections it has live on.',
  reaction:
    '`AT+MQTTCONN` ends in `ERROR` after one round trip; with reconnect 1 a session that is lost ' +
    'comes back within 10 s of the repair.',
  basis: { provenance: 'documented', source: 'lwIP 2.1.3 tcp_in.c; the 10 s are assumed' },
  schema: z.strictObject(atServer),
  example: { port: 1883 },
  lasts: true,
  stacks: true,
  apply: ({ world }, { host, port }) => world.server(host).refuseConnections(port),
});
