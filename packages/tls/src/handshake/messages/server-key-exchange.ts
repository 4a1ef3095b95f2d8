import { ByteReader } from './byte-reader.ts';
import { concat, uint, vector } from './vector.ts';
import { encodeSigned, readSigned, type Signed } from './signed.ts';

const namedCurve = 3;

/** The server's half of an ECDHE exchange, signed [RFC 8422 5.4]. */
export interface ServerKeyExchange {
  /** The number of a group. */
  readonly group: number;
  readonly publicKey: Uint8Array;
  readonly signed: Signed;
}

/** The bytes under the signature, behind both randoms. */
export function encodeExchangeParameters(group: number, publicKey: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(namedCurve), uint(2, group), vector(1, publicKey));
}

export function encodeServerKeyExchange(parameters: Uint8Array, signed: Signed): Uint8Array {
  return concat(parameters, encodeSigned(signed));
}

/** @returns which half of it could not be read, if one could not */
export function decodeServerKeyExchange(
  body: Uint8Array,
): ServerKeyExchange | 'bad-parameters' | 'bad-signature' {
  const reader = new ByteReader(body);
  const curveType = reader.uint(1);
  const group = reader.uint(2);
  const publicKey = reader.vector(1);
  if (reader.hasFailed || curveType !== namedCurve) return 'bad-parameters';
  const signed = readSigned(reader);
  return signed === undefined ? 'bad-signature' : { group, publicKey, signed };
}
