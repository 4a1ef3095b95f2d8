import type { ByteReader } from './byte-reader.ts';
import { concat, uint, vector } from './vector.ts';

/** A signature and what made it [RFC 5246 4.7]. */
export interface Signed {
  /** The number of a signature scheme. */
  readonly scheme: number;
  readonly signature: Uint8Array;
}

/** What a ServerKeyExchange ends with, and all of a CertificateVerify. */
export function encodeSigned({ scheme, signature }: Signed): Uint8Array {
  return concat(uint(2, scheme), vector(2, signature));
}

export function readSigned(reader: ByteReader): Signed | undefined {
  const scheme = reader.uint(2);
  const signature = reader.vector(2);
  return reader.isComplete ? { scheme, signature } : undefined;
}
