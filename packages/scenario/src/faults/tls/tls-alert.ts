import { alertName } from '../../fields/alert-name.ts';
import { atStep } from './at-step.ts';
import { defineListenerFault } from './define-listener-fault.ts';
import { serverFaults } from './server-faults.ts';

export const tlsAlert = defineListenerFault({
  name: 'tls-alert',
  speaks: 'tls',
  summary: 'The broker breaks handshakes off with a fatal alert.',
  reaction: '`AT+MQTTCONN` ends in `ERROR` at once; which alert it was is not shown.',
  basis: { provenance: 'documented', source: 'AT MQTT document, RFC 5246 section 7.2' },
  fields: {
    alert: alertName
      .default('handshake_failure')
      .meta({ description: 'Default `handshake_failure`.' }),
    at: atStep('server_hello'),
  },
  example: { alert: 'handshake_failure' },
  overlay: ({ alert, at }) => serverFaults({ at, act: 'alert', alert }),
});
