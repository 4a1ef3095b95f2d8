import { ByteReader } from './byte-reader.ts';
import { vector } from './vector.ts';

/** A point has its length in one byte, an encrypted premaster secret in two. */
type KeyExchangeForm = 'ec' | 'rsa';

export function encodeClientKeyExchange(form: KeyExchangeForm, value: Uint8Array): Uint8Array {
  return vector(form === 'ec' ? 1 : 2, value);
}

/** @returns undefined if it is cut wrong */
export function decodeClientKeyExchange(
  form: KeyExchangeForm,
  body: Uint8Array,
): Uint8Array | undefined {
  const reader = new ByteReader(body);
  const value = reader.vector(form === 'ec' ? 1 : 2);
  return reader.isComplete ? value : undefined;
}
