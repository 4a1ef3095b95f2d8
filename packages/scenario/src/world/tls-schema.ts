import { suites, type GroupName } from '@w800/tls';
import { z } from 'zod';
import { alertName } from '../fields/alert-name.ts';
import { duration } from '../fields/duration.ts';
import { handshakeStep } from '../fields/handshake-step.ts';
import { trueOr } from '../fields/true-or.ts';
import { oneOrMany } from './one-or-many.ts';

const groups = [
  'x25519',
  'secp256r1',
  'secp384r1',
  'x448',
  'secp521r1',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
] as const satisfies readonly GroupName[];

const acts = ['close', 'reset', 'silence', 'drop', 'corrupt', 'alert', 'delay'] as const;

const delayNsMax = 600_000_000_000;

/** Something a server does wrong in its half of the handshake. */
const tlsFaultSchema = z
  .strictObject({
    at: handshakeStep.meta({ description: 'What the server would send now.' }),
    act: z.enum(acts).meta({
      description:
        'What it does instead: `close` by FIN, `reset` by RST, `silence` from here on, `drop` ' +
        'leaves it out, `corrupt` spoils its last byte, `alert` and `delay` as said beside it.',
    }),
    alert: alertName.optional().meta({ description: 'The fatal alert of `act: alert`.' }),
    delay: duration('How much later it comes with `act: delay`. Up to 600 s.')
      .refine((ns) => ns <= delayNsMax, {
        message: 'this is longer than a handshake can wait',
        params: { code: 'SCN_WRONG_VALUE', fix: 'The most is 600s.' },
      })
      .optional(),
  })
  .meta({ description: 'What goes wrong in a handshake.' });

const certificateName = z.string().min(1).max(64);

const tlsMapping = z.strictObject({
  certificate: oneOrMany(
    certificateName,
    'What the server shows: the name of a certificate, or a list with one a kind of key. ' +
      'Default test-server.',
  ),
  chain: z
    .array(certificateName)
    .max(16)
    .optional()
    .meta({
      description:
        'What it sends behind its own certificate, in this order. ' +
        'Default: every authority above it but the one that signed itself.',
    }),
  revoked: z.boolean().default(false).meta({
    description: 'Whether the authority has taken its certificate back. Default false.',
  }),
  clientCertificate: z.enum(['ignored', 'requested', 'required']).optional().meta({
    description:
      'Whether it asks clients for a certificate, and turns down those without. Default ignored.',
  }),
  trust: oneOrMany(
    certificateName,
    'The authorities of clients: one, or a list. Default: any certificate will do.',
  ),
  alpn: oneOrMany(
    z.string().min(1).max(255),
    'The protocols it speaks, the one it likes best first. Default: it ignores what is offered.',
  ),
  suites: oneOrMany(
    z.enum(suites.map(({ name }) => name)),
    'The suites it takes. Default: all of the module.',
  ),
  groups: oneOrMany(z.enum(groups), 'The groups it takes. Default: all of the module.'),
  versions: z
    .array(z.enum(['1.2', '1.3']))
    .min(1)
    .optional()
    .meta({ description: "The versions of TLS it speaks. Default ['1.2']." }),
  recordBytes: z.int().min(512).max(16_384).optional().meta({
    description: 'The most it puts into a record. Default 16384.',
  }),
  fault: oneOrMany(tlsFaultSchema, 'What goes wrong in every handshake: one thing, or a list.'),
});

/** How a port speaks TLS. */
export const tlsSchema = trueOr(
  tlsMapping,
  'The port speaks TLS; `true`: with the certificate that the module trusts by default.',
);

export type TlsSpec = z.output<typeof tlsSchema>;
