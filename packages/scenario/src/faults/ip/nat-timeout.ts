import { natSchema } from '../../world/router-schema.ts';
import { natSettings } from '../../world/router-options.ts';
import { defineFault } from '../define-fault.ts';

export const natTimeout = defineFault({
  name: 'nat-timeout',
  class: 'ip',
  summary:
    'The router forgets connections on which nothing passed for a while. What belongs to them ' +
    'gets silence or an RST from then on; a new connection works.',
  reaction:
    'A keepalive longer than that is in vain: messages to the module are lost unnoticed, and the ' +
    'next PINGREQ or publish finds the session gone, `+MQTTDISCONNECTED:0`.',
  basis: {
    provenance: 'documented',
    source: 'RFC 5382: at least 2 h 4 min; many routers take 5 to 30 min; RFC 4787 for UDP',
  },
  schema: natSchema,
  example: { tcpIdle: '60s', answer: 'silence' },
  lasts: true,
  apply({ world }, settings) {
    world.router.setNat(natSettings(settings));
    return () => world.router.setNat(undefined);
  },
});
