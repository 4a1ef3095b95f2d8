import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const uplink = defineFault({
  name: 'uplink',
  class: 'ip',
  summary:
    'The path behind the access points falls silent (`down`) or is back; nothing is refused.',
  reaction:
    'A publish with QoS 1 or 2 ends in `ERROR` after 10 s; an idle session ends with ' +
    '`+MQTTDISCONNECTED:0` when its keepalive has run out.',
  basis: { provenance: 'documented', source: 'AT MQTT document' },
  schema: z.enum(['down', 'up']),
  example: 'down',
  lasts: true,
  apply({ world }, state) {
    world.uplink[state]();
    return state === 'down' ? () => world.uplink.up() : undefined;
  },
});
