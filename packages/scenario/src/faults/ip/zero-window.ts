import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { aboutServer, atServer } from './at-server.ts';

export const zeroWindow = defineFault({
  name: 'zero-window',
  class: 'ip',
  summary: 'A server hangs and reads nothing: its TCP acknowledges and shuts its window.',
  reaction:
    'A publish with QoS 0 is `OK` while it fits into the 8,760 bytes of the send buffer, then ' +
    '`ERROR` after 10 s; the connection stays, as the probes of the window are answered, until ' +
    'the keepalive ends it with `+MQTTDISCONNECTED:0`.',
  basis: { provenance: 'documented', source: 'lwIP 2.1.3 tcp.c, AT MQTT document' },
  schema: z.strictObject(atServer),
  example: { port: 1883 },
  lasts: true,
  about: aboutServer,
  apply: ({ world }, { host, port }) => world.server(host).stopReading(port),
});
