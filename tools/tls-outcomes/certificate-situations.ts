import { schemes, type Scheme } from './schemes.ts';
import type { CertificatesInput, Situation, TlsInput } from './situation.ts';

const { all, tls, unverifying } = schemes;

/** One that verifies the server and one that does not, both without a certificate of their own. */
const bothWays: readonly Scheme[] = [2, 3];
const mosquitto = { by: 'mosquitto', schemes: bothWays } as const;

/** What is the matter with the certificates that the server shows. */
export const certificateSituations: readonly Situation[] = [
  {
    name: 'good',
    what: 'a good certificate, and a clock that is set',
    about: all,
    connects: all,
    real: { by: 'mosquitto', schemes: all },
  },
  {
    name: 'intermediate',
    what: 'a good certificate behind an intermediate authority, which is sent along',
    about: tls,
    connects: tls,
    ...behind({ between: { issuer: 'authority', ca: true, key: 'p-256-ca' } }),
    real: mosquitto,
  },
  {
    name: 'clock-unset',
    what: 'a good certificate; the clock of the module was never set',
    about: tls,
    connects: unverifying,
    isClockUnset: true,
    real: mosquitto,
  },
  shown('not-yet-valid', 'a certificate that is good from tomorrow on', { from: '1d', to: '90d' }),
  shown('expired', 'a certificate that was good until yesterday', { from: '-90d', to: '-1d' }),
  shown(
    'unknown-authority',
    'a certificate of an authority the module does not know',
    { issuer: 'stranger' },
    { stranger: { ca: true, key: 'rsa-3072' } },
  ),
  {
    name: 'self-signed',
    what: 'a certificate that has signed itself',
    about: tls,
    connects: unverifying,
    certificates: { server: { key: 'rsa-2048-server', usage: 'server' } },
    real: mosquitto,
  },
  shown('broken-chain', "a certificate in the authority's name, signed with another key", {
    signedBy: 'rsa-2048',
  }),
  {
    name: 'missing-intermediate',
    what: 'a certificate behind an intermediate authority, which is not sent',
    about: tls,
    connects: unverifying,
    ...behind({ between: { issuer: 'authority', ca: true, key: 'p-256-ca' } }, []),
    real: mosquitto,
  },
  {
    name: 'wrong-order',
    what: 'two intermediate authorities, the upper one sent first',
    about: tls,
    connects: unverifying,
    ...behind(
      {
        upper: { issuer: 'authority', ca: true, key: 'p-256-ca' },
        between: { issuer: 'upper', ca: true, key: 'p-384-ca' },
      },
      ['upper', 'between'],
    ),
    real: mosquitto,
  },
  shown(
    'no-authority-above',
    'a certificate signed by one that is no authority',
    { issuer: 'clerk' },
    { clerk: { issuer: 'authority', key: 'p-256' } },
  ),
  shown(
    'authority-may-not-sign',
    'a certificate signed by an authority whose key may not sign any',
    { issuer: 'between' },
    { between: { issuer: 'authority', ca: true, key: 'p-256-ca', keyUsage: 'crlSign' } },
  ),
  {
    ...shown('wrong-name', 'a good certificate of another host', { names: 'other.lan' }),
    connects: tls,
  },
  {
    name: 'revoked',
    what: 'a certificate that its authority has taken back',
    about: tls,
    connects: tls,
    tls: { revoked: true },
    isToldOnce: true,
    real: 'what a list of an authority says never reaches the module',
  },
  shown('weak-key', 'a certificate with an RSA key of 1024 bits', { key: 'rsa-1024' }),
  shown('weak-hash-sha1', 'a certificate signed over SHA-1', { hash: 'sha1' }),
  shown('weak-hash-md5', 'a certificate signed over MD5', { hash: 'md5' }),
  shown('wrong-usage', 'a certificate made for clients alone', { usage: 'client' }),
  {
    name: 'no-authority-in-slot',
    what: 'a good certificate; the slot of the authority is empty',
    about: tls,
    connects: unverifying,
    module: { ca: 'none', certificate: 'module' },
    real: 'nothing is sent',
  },
];

/** Certificates of the usual authority that have one thing about them. */
function shown(
  name: string,
  what: string,
  change: CertificatesInput[string],
  more: CertificatesInput = {},
): Situation {
  const server: CertificatesInput[string] = {
    issuer: 'authority',
    key: 'rsa-2048-server',
    usage: 'server',
    names: ['broker.lan'],
    ...change,
  };
  const certificates = { ...more, server };
  return { name, what, about: tls, connects: unverifying, certificates, real: mosquitto };
}

/** A server below the authority called `between`. */
function behind(
  above: CertificatesInput,
  chain?: readonly string[],
): { readonly certificates: CertificatesInput; readonly tls: TlsInput } {
  const server = { issuer: 'between', key: 'rsa-2048-server', usage: 'server' } as const;
  return {
    certificates: { ...above, server },
    tls: chain === undefined ? {} : { chain: [...chain] },
  };
}
