import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { atServer } from './at-server.ts';

export const halfOpen = defineFault({
  name: 'half-open',
  class: 'ip',
  summary:
    'The server restarts and forgets its connections without a word; what comes on an old one it ' +
    'answers with RST.',
  reaction:
    'Nothing until the module sends: with its next publish or PINGREQ `+MQTTDISCONNECTED:0`, and ' +
    '`ERROR` for a publish with QoS 1 or 2. A publish with QoS 0 is `OK` and lost.',
  basis: { provenance: 'documented', source: 'RFC 9293, 3.5.1; lwIP 2.1.3 tcp_in.c' },
  schema: z.strictObject(atServer),
  example: { port: 1883 },
  lasts: false,
  apply({ world }, { host, port }) {
    world.server(host).forgetConnections(port);
    return undefined;
  },
});
