import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';
import { otherCertificate } from './other-certificate.ts';

export const certificateWeak = defineListenerFault({
  name: 'certificate-weak',
  speaks: 'tls',
  summary: "The broker's certificate has an RSA key of 1,024 bits, or a signature over SHA-1.",
  reaction: 'With schemes 3, 5, 8 and 10 `AT+MQTTCONN` ends in `ERROR`; the others connect.',
  basis: { provenance: 'documented', source: 'mbedTLS 3.4.0 x509_crt.c, default profile' },
  fields: {
    by: z
      .enum(['key', 'hash'])
      .default('key')
      .meta({ description: 'Which of them. Default `key`.' }),
  },
  example: { by: 'key' },
  overlay: ({ by }, sites) =>
    otherCertificate(sites, ({ reissue }) =>
      reissue(by === 'key' ? { key: 'rsa-1024' } : { signatureHash: 'sha1' }),
    ),
});
