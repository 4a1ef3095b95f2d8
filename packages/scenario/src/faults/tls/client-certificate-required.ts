import { defineListenerFault } from './define-listener-fault.ts';

export const clientCertificateRequired = defineListenerFault({
  name: 'client-certificate-required',
  speaks: 'tls',
  summary: 'The broker wants every client to show a certificate.',
  reaction:
    'With schemes 2, 3, 7 and 8 `AT+MQTTCONN` ends in `ERROR`; with 4, 5, 9 and 10 the module ' +
    'shows its own and connects.',
  basis: { provenance: 'documented', source: 'AT MQTT document' },
  fields: {},
  example: {},
  overlay: () => ({
    tls: (serving) => ({ ...serving, clientCertificate: 'required' }),
  }),
});
