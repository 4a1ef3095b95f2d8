import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const captivePortal = defineFault({
  name: 'captive-portal',
  class: 'ip',
  summary:
    'The network wants its users to log in (`closed`) or lets them through (`open`): every TCP ' +
    'connection is taken and answered with an HTTP redirection, every name leads to the portal.',
  reaction:
    'The module joins and gets an address as ever, and its connect is accepted; what the portal ' +
    'then says is no CONNACK, and `AT+MQTTCONN` ends in `ERROR`. A session that was there is ' +
    'reset with its next segment, `+MQTTDISCONNECTED:0`.',
  basis: {
    provenance: 'derived',
    source: 'MQTT 3.1.1, 4.8: what is malformed ends the connection',
  },
  schema: z.enum(['closed', 'open']),
  example: 'closed',
  lasts: true,
  apply({ world }, state) {
    world.router.setPortal(state === 'closed');
    return state === 'closed' ? () => world.router.setPortal(false) : undefined;
  },
});
