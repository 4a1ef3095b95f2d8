import { ByteReader } from './byte-reader.ts';
import { vector } from './vector.ts';

const hostName = 0;

/** The data of the server_name extension [RFC 6066 3]. */
export function encodeServerName(name: string): Uint8Array {
  const bytes = Uint8Array.from(name, (character) => character.charCodeAt(0) & 0xff);
  return vector(2, Uint8Array.of(hostName), vector(2, bytes));
}

/** The first host name of the list, if there is one. */
export function decodeServerName(data: Uint8Array): string | undefined {
  const list = new ByteReader(data).list(2);
  while (list.remaining > 0) {
    const type = list.uint(1);
    const name = list.vector(2);
    if (type === hostName && !list.hasFailed) return String.fromCharCode(...name);
  }
  return undefined;
}
