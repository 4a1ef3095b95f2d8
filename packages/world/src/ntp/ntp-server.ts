import { second, type Kernel } from '@w800/kernel';
import type { DatagramSocket, Endpoint } from '@w800/ports';

export interface NtpServerOptions {
  readonly address: string;
  /** What its clock shows at instant 0, in seconds since 1970. Default: the time of the world. */
  readonly timeSeconds?: number;
  /** Takes requests and answers none. */
  readonly silent?: boolean;
}

/** Where a time server listens. */
export const ntpPort = 123;

const packetBytes = 48;
const client = 3;
const server = 4;
const stratum = 1;
/** The clock ticks in 2^-20 s, about a microsecond. */
const precision = -20 & 0xff;
const referenceAt = 16;
const originAt = 24;
const receiveAt = 32;
const transmitAt = 40;
const seconds1900To1970 = 2_208_988_800;

/** A moment as a clock shows it. */
export interface ClockReading {
  /** Whole seconds since 1970. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

/** Answers client requests from a clock that is always right. */
export function serveNtp(kernel: Kernel, socket: DatagramSocket, timeSeconds: number): void {
  socket.onReceive((request: Uint8Array, from: Endpoint) => {
    const { now } = kernel;
    const seconds = timeSeconds + Math.floor(now / second);
    const reply = ntpReply(request, { seconds, nanoseconds: now % second });
    if (reply !== undefined) socket.send(from, reply);
  });
}

/** What a server says as RFC 5905 has it; undefined: it is no request of a client. */
export function ntpReply(request: Uint8Array, time: ClockReading): Uint8Array | undefined {
  const [first = 0, , poll = 0] = request;
  if (request.length < packetBytes || (first & 7) !== client) return undefined;
  const reply = new Uint8Array(packetBytes);
  const version = first & 0x38;
  reply.set([version | server, stratum, poll, precision]);
  reply.set([0x47, 0x50, 0x53, 0], 12); // "GPS", the reference of a first server.
  reply.set(request.subarray(transmitAt, transmitAt + 8), originAt);
  for (const at of [referenceAt, receiveAt, transmitAt]) writeTimestamp(reply, at, time);
  return reply;
}

/** Seconds since 1900 modulo 2^32 and a binary fraction of a second. */
function writeTimestamp(packet: Uint8Array, at: number, time: ClockReading): void {
  const view = new DataView(packet.buffer);
  view.setUint32(at, seconds1900To1970 + time.seconds);
  view.setUint32(at + 4, Number((BigInt(time.nanoseconds) << 32n) / BigInt(second)));
}
