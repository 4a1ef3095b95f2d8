import { ByteReader } from './byte-reader.ts';
import { vector } from './vector.ts';

/** The names of the ALPN extension, in order [RFC 7301 3.1]. */
export function encodeProtocolNames(names: readonly Uint8Array[]): Uint8Array {
  return vector(2, ...names.map((name) => vector(1, name)));
}

/** @returns undefined if it is cut wrong, empty, or holds an empty name */
export function decodeProtocolNames(data: Uint8Array): readonly Uint8Array[] | undefined {
  const reader = new ByteReader(data);
  const list = reader.list(2);
  const names: Uint8Array[] = [];
  while (list.remaining > 0) names.push(list.vector(1));
  if (list.hasFailed || !reader.isComplete || names.length === 0) return undefined;
  return names.some(({ length }) => length === 0) ? undefined : names;
}
