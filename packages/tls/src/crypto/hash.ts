import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';

/** A hash that TLS 1.2 or a certificate may name. */
export type HashName = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** What stands for a hash in the signature_algorithms extension [RFC 5246 7.4.1.4.1]. */
export const hashIds: Readonly<Record<HashName, number>> = {
  md5: 1,
  sha1: 2,
  sha224: 3,
  sha256: 4,
  sha384: 5,
  sha512: 6,
};

/** The function behind a name. */
export const hashFunctions: Readonly<Record<HashName, CHash>> = {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
};

/** The digest of the parts one after the other. */
export function digest(hash: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = hashFunctions[hash].create();
  for (const part of parts) state.update(part);
  return state.digest();
}
