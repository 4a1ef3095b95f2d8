/** Where a time server listens. */
export const sntpPort = 123;

const packetBytes = 48;
const version4 = 4 << 3;
const client = 3;
const server = 4;
const transmitAt = 40;
const seconds1900To1970 = 2_208_988_800;
const eraSeconds = 2 ** 32;
const halfEraSeconds = 2 ** 31;

/** What a reply says: the time in whole seconds since 1970, or to stay away. */
export type SntpReply = { readonly secondsSince1970: number } | 'kiss-of-death';

/** A client request of RFC 5905: everything that may be zero is. */
export function sntpRequest(): Uint8Array {
  const packet = new Uint8Array(packetBytes);
  packet[0] = version4 | client;
  return packet;
}

/** Reads a server's reply; undefined when it is none. The fraction of a second is left off. */
export function readSntpReply(packet: Uint8Array): SntpReply | undefined {
  const [first = 0, stratum] = packet;
  if (packet.length < packetBytes || (first & 7) !== server) return undefined;
  if (stratum === 0) return 'kiss-of-death';
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const seconds = view.getUint32(transmitAt);
  // The count overflows in 2036; what looks like a time before 1968 lies after that.
  const since1900 = seconds < halfEraSeconds ? seconds + eraSeconds : seconds;
  return { secondsSince1970: since1900 - seconds1900To1970 };
}
