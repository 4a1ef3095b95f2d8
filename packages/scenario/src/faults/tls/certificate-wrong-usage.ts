import { defineListenerFault } from './define-listener-fault.ts';
import { otherCertificate } from './other-certificate.ts';

export const certificateWrongUsage = defineListenerFault({
  name: 'certificate-wrong-usage',
  speaks: 'tls',
  summary: "The broker's certificate may be used by clients only.",
  reaction: 'With schemes 3, 5, 8 and 10 `AT+MQTTCONN` ends in `ERROR`; the others connect.',
  basis: { provenance: 'documented', source: 'mbedTLS 3.4.0 x509_crt.c' },
  fields: {},
  example: {},
  overlay: (_value, sites) =>
    otherCertificate(sites, ({ reissue }) => reissue({ extKeyUsage: ['clientAuth'] })),
});
