import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { atBroker } from './at-broker.ts';

export const brokerRefuses = defineFault({
  name: 'broker-refuses',
  class: 'broker',
  summary: 'The broker answers every CONNECT with a return code and closes.',
  reaction: '`AT+MQTTCONN` ends in `ERROR`; a module that comes back by itself tries every 10 s.',
  basis: { provenance: 'documented', source: 'AT MQTT document, MQTT 3.1.1 section 3.2' },
  schema: z.strictObject({
    ...atBroker,
    code: z
      .int()
      .min(1)
      .max(255)
      .default(3)
      .meta({ description: 'The return code, 1 to 255. Default 3, server unavailable.' }),
  }),
  example: { code: 3 },
  lasts: true,
  stacks: true,
  apply({ broker }, { host, code }) {
    const handle = broker(host).refuse(code, 'always');
    return () => handle.cancel();
  },
});
