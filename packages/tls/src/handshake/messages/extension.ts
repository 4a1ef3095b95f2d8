import type { ByteReader } from './byte-reader.ts';
import { uint, vector } from './vector.ts';

/** The extensions that either side of the twin sends or reads. */
export const extensionIds = {
  serverName: 0,
  maxFragmentLength: 1,
  supportedGroups: 10,
  ecPointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  encryptThenMac: 22,
  extendedMasterSecret: 23,
  sessionTicket: 35,
  renegotiationInfo: 0xff01,
} as const;

export interface Extension {
  readonly id: number;
  readonly data: Uint8Array;
}

/** The extensions of a hello behind their length; nothing at all when there are none. */
export function encodeExtensions(extensions: readonly Extension[]): Uint8Array {
  if (extensions.length === 0) return new Uint8Array(0);
  return vector(2, ...extensions.flatMap(({ id, data }) => [uint(2, id), vector(2, data)]));
}

/** What is left of a hello. @returns undefined if it is cut wrong */
export function readExtensions(reader: ByteReader): readonly Extension[] | undefined {
  if (reader.hasFailed) return undefined;
  if (reader.remaining === 0) return [];
  const list = reader.list(2);
  const extensions: Extension[] = [];
  while (list.remaining > 0) extensions.push({ id: list.uint(2), data: list.vector(2) });
  return list.hasFailed || !reader.isComplete ? undefined : extensions;
}
