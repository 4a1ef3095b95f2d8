import { second } from '@w800/kernel';

/** A moment as a clock shows it. */
export interface ClockReading {
  /** Whole seconds since 1970. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

/** What a server can say instead of the time, or along with a time that is not to be trusted. */
export type NtpFault =
  | 'none'
  | 'rate'
  | 'deny'
  | 'rstr'
  | 'unsynchronised'
  | 'stratum-16'
  | 'wrong-mode'
  | 'cut-short'
  | 'garbage'
  | 'other-origin';

const packetBytes = 48;
const client = 3;
const server = 4;
const broadcast = 5;
const alarm = 3 << 6;
const stratum = 1;
/** The clock ticks in 2^-20 s, about a microsecond. */
const precision = -20 & 0xff;
const identifierAt = 12;
const referenceAt = 16;
const originAt = 24;
const receiveAt = 32;
const transmitAt = 40;
const cutTo = 24;
const seconds1900To1970 = 2_208_988_800;

/** Leap indicator, stratum and reference of the faults that show there. */
const headers: {
  readonly [Fault in NtpFault]?: readonly [leap: number, stratum: number, identifier: string];
} = {
  rate: [alarm, 0, 'RATE'],
  deny: [alarm, 0, 'DENY'],
  rstr: [alarm, 0, 'RSTR'],
  // RFC 5905, 7.3: a server that has no time itself sends its stratum of 16 as 0.
  unsynchronised: [alarm, 0, 'INIT'],
  'stratum-16': [alarm, 16, 'INIT'],
};

/**
 * What a server says as RFC 5905 has it; undefined: it is no request of a client.
 * @param received when the request came, by the server's clock
 * @param sent when the reply leaves
 */
export function ntpReply(
  request: Uint8Array,
  received: ClockReading,
  sent = received,
  fault: NtpFault = 'none',
): Uint8Array | undefined {
  const [first = 0, , poll = 0] = request;
  if (request.length < packetBytes || (first & 7) !== client) return undefined;
  const reply = new Uint8Array(packetBytes);
  const [leap, layer, identifier] = headers[fault] ?? [0, stratum, 'GPS\0'];
  const version = first & 0x38;
  const mode = fault === 'wrong-mode' ? broadcast : server;
  reply.set([leap | version | mode, layer, poll, precision]);
  for (const [index, letter] of Array.from(identifier).entries()) {
    reply[identifierAt + index] = letter.charCodeAt(0);
  }
  reply.set(request.subarray(transmitAt, transmitAt + 8), originAt);
  writeTimestamp(reply, referenceAt, received);
  writeTimestamp(reply, receiveAt, received);
  writeTimestamp(reply, transmitAt, sent);
  // A server that does not say again what it was sent, but the time of its own.
  if (fault === 'other-origin') writeTimestamp(reply, originAt, received);
  if (fault === 'garbage') reply.fill(0xff);
  return fault === 'cut-short' ? reply.subarray(0, cutTo) : reply;
}

/** Seconds since 1900 modulo 2^32 and a binary fraction of a second. */
function writeTimestamp(packet: Uint8Array, at: number, time: ClockReading): void {
  const view = new DataView(packet.buffer);
  view.setUint32(at, seconds1900To1970 + time.seconds);
  view.setUint32(at + 4, Number((BigInt(time.nanoseconds) << 32n) / BigInt(second)));
}
