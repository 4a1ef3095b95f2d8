import type { Entropy } from './entropy.ts';

/**
 * How the payload of a record is protected. `context` is what is authenticated
 * with it [RFC 5246 6.2.3.1]: sequence number, type, version, and two bytes
 * for the length of the payload, which the cipher fills in.
 */
export interface RecordCipher {
  /** @returns the fragment, in parts */
  seal(context: Uint8Array, payload: Uint8Array, entropy: Entropy): readonly Uint8Array[];
  /** @returns undefined if this is not what the peer sealed */
  open(context: Uint8Array, fragment: Uint8Array): Uint8Array | undefined;
}

const lengthOffset = 11;

/** Bytes of a context. */
export const contextBytes = 13;

/** Fills in the length of the payload. */
export function setLength(context: Uint8Array, byteCount: number): void {
  context.set([byteCount >> 8, byteCount & 0xff], lengthOffset);
}
