import { defineListenerFault } from './define-listener-fault.ts';
import { otherCertificate } from './other-certificate.ts';
import { alone } from './alone.ts';

export const certificateSelfSigned = defineListenerFault({
  name: 'certificate-self-signed',
  speaks: 'tls',
  summary: "The broker's certificate is signed by its own key.",
  reaction: 'With schemes 3, 5, 8 and 10 `AT+MQTTCONN` ends in `ERROR`; the others connect.',
  basis: { provenance: 'documented', source: 'mbedTLS 3.4.0 x509_crt.c' },
  fields: {},
  example: {},
  overlay: (_value, sites) =>
    otherCertificate(sites, ({ reissue }) => alone(reissue({ issuer: undefined }))),
});
