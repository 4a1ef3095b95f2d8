import { atStep } from './at-step.ts';
import { defineListenerFault } from './define-listener-fault.ts';
import { serverFaults } from './server-faults.ts';

export const tlsSilent = defineListenerFault({
  name: 'tls-silent',
  speaks: 'tls',
  summary: 'The broker falls silent in the middle of the handshake; TCP goes on acknowledging.',
  reaction:
    '`AT+MQTTCONN` ends in `ERROR` 10 s after the last message; `firmware` waits 5 s, and does ' +
    'so twice.',
  basis: { provenance: 'documented', source: 'AT MQTT document; SDK SSLSocket.c for the 5 s' },
  fields: { at: atStep('server_hello') },
  example: { at: 'server_hello' },
  overlay: ({ at }) => serverFaults({ at, act: 'silence' }),
});
