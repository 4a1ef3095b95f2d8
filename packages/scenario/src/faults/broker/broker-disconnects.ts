import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { atBroker } from './at-broker.ts';

export const brokerDisconnects = defineFault({
  name: 'broker-disconnects',
  class: 'broker',
  summary: 'The broker ends every connection it has, by RST or by FIN.',
  reaction: '`+MQTTDISCONNECTED:0` at once; with reconnect 1 the module is back within 10 s.',
  basis: { provenance: 'documented', source: 'AT MQTT document; the 10 s are assumed' },
  schema: z.strictObject({
    ...atBroker,
    with: z.enum(['fin', 'rst']).default('rst').meta({ description: 'Default rst.' }),
  }),
  example: { with: 'rst' },
  lasts: false,
  apply({ broker }, { host, with: by }) {
    broker(host).disconnect(undefined, by);
    return undefined;
  },
});
