import { hashIds, type HashName } from '../../crypto/hash.ts';

const kindIds = { rsa: 1, ecdsa: 3 } as const;

/** A pair of the signature_algorithms extension [RFC 5246 7.4.1.4.1]. */
export interface SignatureScheme {
  readonly hash: HashName;
  readonly kind: keyof typeof kindIds;
}

const hashes = new Map(Object.entries(hashIds).map(([name, id]) => [id, name as HashName]));

export function signatureSchemeId({ hash, kind }: SignatureScheme): number {
  return hashIds[hash] * 256 + kindIds[kind];
}

/** @returns undefined for what neither side knows, RSA-PSS among it */
export function signatureSchemeOf(id: number): SignatureScheme | undefined {
  const hash = hashes.get(id >> 8);
  const kind = (id & 0xff) === kindIds.rsa ? 'rsa' : 'ecdsa';
  if (hash === undefined || (kind === 'ecdsa' && (id & 0xff) !== kindIds.ecdsa)) return undefined;
  return { hash, kind };
}
