import { ByteReader } from './byte-reader.ts';
import { vector } from './vector.ts';

/** A chain in DER, the peer's own certificate first; an empty one says that there is none. */
export function encodeCertificates(chain: readonly Uint8Array[]): Uint8Array {
  return vector(3, ...chain.map((der) => vector(3, der)));
}

/** @returns undefined if it is cut wrong */
export function decodeCertificates(body: Uint8Array): readonly Uint8Array[] | undefined {
  const reader = new ByteReader(body);
  const list = reader.list(3);
  const chain: Uint8Array[] = [];
  while (list.remaining > 0) chain.push(list.vector(3));
  return list.hasFailed || !reader.isComplete ? undefined : chain;
}
