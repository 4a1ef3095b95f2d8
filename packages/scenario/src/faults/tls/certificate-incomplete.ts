import { alone } from './alone.ts';
import { defineListenerFault } from './define-listener-fault.ts';
import { inBetween } from './in-between.ts';
import { otherCertificate } from './other-certificate.ts';

export const certificateIncomplete = defineListenerFault({
  name: 'certificate-incomplete',
  speaks: 'tls',
  summary: "The broker's certificate has an authority in between, and the broker does not send it.",
  reaction: 'With schemes 3, 5, 8 and 10 `AT+MQTTCONN` ends in `ERROR`; the others connect.',
  basis: { provenance: 'documented', source: 'mbedTLS 3.4.0 x509_crt.c' },
  fields: {},
  example: {},
  overlay: (_value, sites) =>
    otherCertificate(sites, ({ own, issuer, reissue }) =>
      alone(own.chain.length > 1 ? own : reissue({ issuer: inBetween(issuer) })),
    ),
});
