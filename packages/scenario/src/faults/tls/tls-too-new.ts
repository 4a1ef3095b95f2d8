import { defineListenerFault } from './define-listener-fault.ts';

export const tlsTooNew = defineListenerFault({
  name: 'tls-too-new',
  speaks: 'tls',
  summary: 'The broker speaks TLS 1.3 and nothing older.',
  reaction: '`AT+MQTTCONN` ends in `ERROR` at once, since the module speaks TLS 1.2 alone.',
  basis: { provenance: 'documented', source: 'SDK wm_mbedtls_config.h' },
  fields: {},
  example: {},
  overlay: () => ({ tls: (serving) => ({ ...serving, isTls13Only: true }) }),
});
