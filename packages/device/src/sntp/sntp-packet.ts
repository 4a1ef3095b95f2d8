/** Where a time server listens. */
export const sntpPort = 123;

const packetBytes = 48;
const version4 = 4 << 3;
const client = 3;
const server = 4;
const originAt = 24;
const receiveAt = 32;
const transmitAt = 40;
/** 2036-02-07 06:28:16, from which lwIP counts both ways. */
const seconds1970To2036 = 2_085_978_496;
/** About 34 years: beyond, lwIP takes the server's time as it is. */
const stepSecondsMax = 2 ** 30;

/** What a reply says: the time in whole seconds since 1970, or to stay away. */
export type SntpReply = { readonly secondsSince1970: number } | 'kiss-of-death';

/** A client request of RFC 5905: everything that may be zero is. */
export function sntpRequest(): Uint8Array {
  const packet = new Uint8Array(packetBytes);
  packet[0] = version4 | client;
  return packet;
}

/**
 * Reads a server's reply; undefined when it is none. The vendor has lwIP
 * compensate for the round trip with a clock of its own that stands still at
 * the moment it counts from, so the time comes out half way between the
 * arrival of the request and the departure of the reply, and wrong by half of
 * what the server says the request was sent at, which is zero.
 */
export function readSntpReply(packet: Uint8Array): SntpReply | undefined {
  const [first = 0, stratum] = packet;
  if (packet.length !== packetBytes || (first & 7) !== server) return undefined;
  if (stratum === 0) return 'kiss-of-death';
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const transmitSeconds = view.getInt32(transmitAt);
  const [origin, received, sent] = [originAt, receiveAt, transmitAt].map((at) =>
    view.getBigInt64(at),
  );
  if (origin === undefined || received === undefined || sent === undefined) return undefined;
  const isNear = Math.abs(transmitSeconds) < stepSecondsMax;
  const middle = BigInt.asIntN(64, received - origin + sent) / 2n;
  const seconds = isNear ? Number(middle >> 32n) : transmitSeconds;
  return { secondsSince1970: seconds + seconds1970To2036 };
}
