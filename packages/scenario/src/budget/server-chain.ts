import { readChain, type Certificate, type FixtureKeyName } from '@w800/tls';

/** A certificate as far as its size goes. */
export interface ChainLink {
  readonly key: FixtureKeyName;
  /** Absent: as it comes. */
  readonly derBytes?: number;
}

/** Chains by name. The sizes are those of the chain whose handshake was measured. */
export const serverChains: Readonly<Record<string, readonly ChainLink[]>> = {
  rsa2048x2: [
    { key: 'rsa-2048', derBytes: 961 },
    { key: 'rsa-2048-server', derBytes: 977 },
  ],
  rsa2048: [{ key: 'rsa-2048', derBytes: 961 }],
  p256x2: [{ key: 'p-256' }, { key: 'p-256-server' }],
  p256: [{ key: 'p-256' }],
};

/** Names of the keys by what a certificate shows of its own. */
const rsaKeys: readonly (readonly [number, FixtureKeyName])[] = [
  [1024, 'rsa-1024'],
  [2048, 'rsa-2048'],
  [3072, 'rsa-3072'],
  [4096, 'rsa-4096'],
];
const ecKeys = { 'P-256': 'p-256', 'P-384': 'p-384', 'P-521': 'p-521' } as const;

/**
 * The sizes of the certificates in a PEM file, in its order.
 * @throws CertificateError for what is no chain that the module could read
 */
export function chainIn(pem: string): readonly ChainLink[] {
  return readChain(pem).map(linkOf);
}

/** The same of one certificate. */
export function linkOf({ publicKey, der }: Certificate): ChainLink {
  const key =
    publicKey.kind === 'ec'
      ? ecKeys[publicKey.curve]
      : rsaKeys.find(([bits]) => bits >= publicKey.bits)?.[1];
  return { key: key ?? 'rsa-4096', derBytes: der.length };
}
