import { z } from 'zod';
import { shortTime } from '../../world/link-schema.ts';
import { defineFault } from '../define-fault.ts';

export const routerRestart = defineFault({
  name: 'router-restart',
  class: 'ip',
  summary:
    'The router behind the access points restarts: its way out is silent for a while, and it has ' +
    'forgotten every connection when it is back. The module stays on its network.',
  reaction:
    'The session is half open: the broker holds it, the module believes in it. The next PINGREQ ' +
    'or publish gets nothing, or an RST, and the session ends, `+MQTTDISCONNECTED:0`.',
  basis: { provenance: 'documented', source: 'AT MQTT document; RFC 5382 for the table' },
  schema: z.strictObject({
    silent: shortTime('How long its way out is silent. Up to 60 s.', '60s'),
    answer: z
      .enum(['silence', 'reset'])
      .default('silence')
      .meta({ description: 'What TCP segments of what it forgot get. Default silence.' }),
  }),
  example: { silent: '20s' },
  lasts: false,
  apply({ world }, { silent, answer }) {
    world.router.restart(silent, answer);
    return undefined;
  },
});
