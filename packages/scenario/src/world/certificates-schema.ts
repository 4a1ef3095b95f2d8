import { fixtureKeyNames, type CertificateRequest } from '@w800/tls';
import { z } from 'zod';
import { certificateMoment } from '../fields/certificate-moment.ts';
import { oneOrMany } from './one-or-many.ts';

const hashes = [
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
] as const satisfies readonly CertificateRequest['signatureHash'][];

const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'crlSign',
  'encipherOnly',
  'decipherOnly',
] as const satisfies CertificateRequest['keyUsage'];

const purposes = ['server', 'client', 'any'] as const;

/** A certificate that is made for the run. */
export const certificateSchema = z
  .strictObject({
    subject: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'Its common name. Default: what it is called here.' }),
    issuer: z
      .string()
      .optional()
      .meta({ description: 'The certificate that signs it. Default: it signs itself.' }),
    signedBy: z
      .enum(fixtureKeyNames)
      .optional()
      .meta({ description: "Another key than the issuer's signs it, which breaks the chain." }),
    ca: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether it is that of an authority. Default false.' }),
    pathLength: z
      .int()
      .min(0)
      .max(16)
      .optional()
      .meta({ description: 'How many authorities may stand below this one. Default: any number.' }),
    key: z
      .enum(fixtureKeyNames)
      .optional()
      .meta({ description: 'Its key. Default rsa-2048-ca for an authority, otherwise rsa-2048.' }),
    from: certificateMoment('From when on it is valid. Default -1d.').optional(),
    to: certificateMoment('Until when it is valid. Default 365d.').optional(),
    names: oneOrMany(
      z.string().max(253),
      'The host names and IPv4 addresses it is made for: one, or a list.',
    ),
    usage: oneOrMany(
      z.enum(purposes),
      'What it may be used for, by its extended key usage. Default: anything.',
    ),
    keyUsage: oneOrMany(
      z.enum(keyUsages),
      'What its key may be used for. Default: keyCertSign and crlSign for an authority, ' +
        'otherwise anything.',
    ),
    hash: z
      .enum(hashes)
      .optional()
      .meta({ description: 'What its signature is made over. Default sha256.' }),
    version: z
      .literal([1, 3])
      .optional()
      .meta({ description: 'Default 3; one of version 1 says nothing beyond names and dates.' }),
  })
  .meta({ description: 'A certificate that is made for the run.' });

export type CertificateSpec = z.output<typeof certificateSchema>;

/** The certificates of a world, by what they are called in it. */
export const certificatesSchema = z
  .record(z.string(), certificateSchema)
  .default({})
  .meta({ description: 'Certificates that are made for the run, by name.' });

export type CertificatesSpec = z.output<typeof certificatesSchema>;
