import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';
import { otherCertificate } from './other-certificate.ts';

export const certificateWrongName = defineListenerFault({
  name: 'certificate-wrong-name',
  speaks: 'tls',
  summary: "The broker's certificate is made for another host.",
  reaction:
    'The module connects all the same, since it checks no name; schemes 3, 5, 8 and 10 carry the ' +
    'finding `tls.hostname-unchecked`.',
  basis: { provenance: 'documented', source: 'SDK SSLSocket.c' },
  fields: {
    name: z
      .string()
      .min(1)
      .max(64)
      .default('other.example')
      .meta({ description: 'Whom it names. Default other.example.' }),
  },
  example: { name: 'other.example' },
  overlay: ({ name }, sites) =>
    otherCertificate(sites, ({ reissue }) =>
      reissue({ subject: { CN: name }, dnsNames: [name], ip: [] }),
    ),
});
