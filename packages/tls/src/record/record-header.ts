import { contentTypeIds, contentTypeOf, type ContentType } from './content-type.ts';

/** TLS 1.2, as records and hellos write it. */
export const tlsVersion = 0x0303;

/** Type, version, length of the fragment [RFC 5246 6.2.1]. */
export const headerBytes = 5;

export interface RecordHeader {
  /** undefined: a type there is none of. */
  readonly type: ContentType | undefined;
  readonly version: number;
  readonly fragmentBytes: number;
}

export function readHeader(bytes: Uint8Array): RecordHeader {
  const [type = 0, major = 0, minor = 0, high = 0, low = 0] = bytes;
  return {
    type: contentTypeOf(type),
    version: (major << 8) | minor,
    fragmentBytes: (high << 8) | low,
  };
}

export function writeHeader(into: Uint8Array, type: ContentType, fragmentBytes: number): void {
  const version = [tlsVersion >> 8, tlsVersion & 0xff];
  into.set([contentTypeIds[type], ...version, fragmentBytes >> 8, fragmentBytes & 0xff]);
}
