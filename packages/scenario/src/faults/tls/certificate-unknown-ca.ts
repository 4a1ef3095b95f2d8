import { alone } from './alone.ts';
import { defineListenerFault } from './define-listener-fault.ts';
import { otherCertificate } from './other-certificate.ts';
import { stranger } from './stranger.ts';

export const certificateUnknownCa = defineListenerFault({
  name: 'certificate-unknown-ca',
  speaks: 'tls',
  summary: "The broker's certificate comes from an authority that nobody knows.",
  reaction: 'With schemes 3, 5, 8 and 10 `AT+MQTTCONN` ends in `ERROR`; the others connect.',
  basis: { provenance: 'documented', source: 'mbedTLS 3.4.0 x509_crt.c' },
  fields: {},
  example: {},
  overlay: (_value, sites) =>
    otherCertificate(sites, ({ reissue }) => alone(reissue({ issuer: stranger() }))),
});
