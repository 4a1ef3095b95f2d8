import { z } from 'zod';
import { atStep } from './at-step.ts';
import { defineListenerFault } from './define-listener-fault.ts';
import { serverFaults } from './server-faults.ts';

export const tlsClosed = defineListenerFault({
  name: 'tls-closed',
  speaks: 'tls',
  summary: 'The broker closes connections in the middle of the handshake, by FIN or by RST.',
  reaction:
    '`AT+MQTTCONN` ends in `ERROR` at once; `firmware` does not notice an RST and waits for 5 s, ' +
    'and does so twice.',
  basis: { provenance: 'documented', source: 'AT MQTT document; SDK net_alt.c for the RST' },
  fields: {
    with: z.enum(['fin', 'rst']).default('fin').meta({ description: 'Default fin.' }),
    at: atStep('certificate'),
  },
  example: { with: 'fin' },
  overlay: ({ with: by, at }) => serverFaults({ at, act: by === 'fin' ? 'close' : 'reset' }),
});
