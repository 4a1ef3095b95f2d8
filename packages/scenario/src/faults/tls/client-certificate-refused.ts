import { defineListenerFault } from './define-listener-fault.ts';
import { stranger } from './stranger.ts';

export const clientCertificateRefused = defineListenerFault({
  name: 'client-certificate-refused',
  speaks: 'tls',
  summary: 'The broker wants a certificate of every client, and trusts none of their authorities.',
  reaction: '`AT+MQTTCONN` ends in `ERROR` with every scheme over TLS.',
  basis: { provenance: 'documented', source: 'AT MQTT document, RFC 5246 section 7.2.2' },
  fields: {},
  example: {},
  overlay: () => ({
    tls: (serving) => ({
      ...serving,
      clientCertificate: 'required',
      trust: [stranger().certificate],
    }),
  }),
});
