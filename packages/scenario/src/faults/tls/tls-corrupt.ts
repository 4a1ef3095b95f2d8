import { atStep } from './at-step.ts';
import { defineListenerFault } from './define-listener-fault.ts';
import { serverFaults } from './server-faults.ts';

export const tlsCorrupt = defineListenerFault({
  name: 'tls-corrupt',
  speaks: 'tls',
  summary: 'The last byte of a message of the handshake is another than it should be.',
  reaction:
    '`AT+MQTTCONN` ends in `ERROR`, whatever the scheme; the signature of a certificate is the ' +
    'one thing that schemes 2, 4, 7 and 9 do not look at.',
  basis: {
    provenance: 'derived',
    source: 'RFC 5246 section 7.4, mbedTLS 3.4.0 ssl_tls12_client.c',
  },
  fields: { at: atStep('finished') },
  example: { at: 'finished' },
  overlay: ({ at }) => serverFaults({ at, act: 'corrupt' }),
});
