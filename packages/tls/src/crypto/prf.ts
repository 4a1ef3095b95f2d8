import { hmac } from '@noble/hashes/hmac.js';
import { hashFunctions } from './hash.ts';

/** The hash a cipher suite draws keys with. */
export type PrfHash = 'sha256' | 'sha384';

/** The pseudorandom function of TLS 1.2 [RFC 5246 5]. */
export function prf(
  hash: PrfHash,
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  byteCount: number,
): Uint8Array {
  const labelled = new Uint8Array(label.length + seed.length);
  for (let index = 0; index < label.length; index += 1) labelled[index] = label.charCodeAt(index);
  labelled.set(seed, label.length);
  // The pads of the key are hashed once; every block goes on from there.
  const keyed = hmac.create(hashFunctions[hash], secret);
  const output = new Uint8Array(byteCount);
  let chain: Uint8Array = labelled;
  for (let filled = 0; filled < byteCount;) {
    chain = keyed.clone().update(chain).digest();
    const block = keyed.clone().update(chain).update(labelled).digest();
    output.set(block.subarray(0, byteCount - filled), filled);
    filled += block.length;
  }
  return output;
}
