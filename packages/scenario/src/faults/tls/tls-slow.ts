import { millisecond } from '@w800/kernel';
import { serverSteps } from '@w800/tls';
import { shortDelay } from '../../fields/short-delay.ts';
import { defineListenerFault } from './define-listener-fault.ts';
import { serverFaults } from './server-faults.ts';

export const tlsSlow = defineListenerFault({
  name: 'tls-slow',
  speaks: 'tls',
  summary: 'Every message of the handshake leaves the broker so much later.',
  reaction:
    'The connect takes that much longer a message, without an end; a message that takes more ' +
    'than 10 s, in `firmware` 5 s, is one too late, and `AT+MQTTCONN` ends in `ERROR`.',
  basis: { provenance: 'documented', source: 'AT MQTT document; SDK SSLSocket.c for the 5 s' },
  fields: {
    by: shortDelay('How much later each. Up to 600 s.'),
  },
  example: { by: '500ms' },
  overlay: ({ by }) =>
    serverFaults(
      ...serverSteps.map((at) => ({ at, act: 'delay', delayNs: by * millisecond }) as const),
    ),
});
