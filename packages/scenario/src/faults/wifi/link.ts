import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const link = defineFault({
  name: 'link',
  class: 'wifi',
  summary: 'The radio between the module and the access points falls silent (`down`) or is back.',
  reaction:
    'After 6 s without a beacon `WIFI DISCONNECT`, with a session `+MQTTDISCONNECTED:0`; the ' +
    'broker hears nothing until one and a half keepalives have passed.',
  basis: { provenance: 'documented', source: 'SDK wm_wifi.h, AT MQTT document' },
  schema: z.enum(['down', 'up']),
  example: 'down',
  lasts: true,
  apply({ world }, state) {
    world.link[state]();
    return state === 'down' ? () => world.link.up() : undefined;
  },
});
