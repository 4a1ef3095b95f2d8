/** Bytes from one offset up to another. */
export type StreamRange = readonly [from: number, to: number];

/** Where the password is in what a client writes. */
export interface ConnectPassword {
  readonly ranges: readonly StreamRange[];
  /** It is all there, or there is none to come. */
  readonly isWhole: boolean;
}

const connectType = 0x10;
const flagBits = { username: 0x80, password: 0x40, will: 0x04 };
const continuesLength = 0x80;
const upgradeStart = 0x47;
const upgradeEnd = '\r\n\r\n';
const upgradeBytesMax = 4096;
/** A CONNECT whose fields are all as long as can be. */
const writtenBytesMax = 350_000;
const frameBits = { masked: 0x80, length: 0x7f, opcode: 0x0f };

const unknown: ConnectPassword = { ranges: [], isWhole: false };
const none: ConnectPassword = { ranges: [], isWhole: true };

/** A byte of a packet, and where it is in the stream. */
interface Placed {
  readonly byte: number;
  readonly at: number;
}

/**
 * Finds the password of a CONNECT, by itself or within WebSocket frames.
 * @param written all that the client has written so far, from its first byte on
 */
export function connectPassword(written: readonly number[]): ConnectPassword {
  const [first] = written;
  if (first === undefined) return unknown;
  if (written.length > writtenBytesMax) return none;
  if (first === connectType) return inPacket(written.map((byte, at) => ({ byte, at })));
  if (first !== upgradeStart) return none;
  const from = framesFrom(written);
  if (from === undefined) return written.length > upgradeBytesMax ? none : unknown;
  return inPacket(unmasked(written, from));
}

/** What stands before the password tells where it is [MQTT-3.1.3-1]. */
function inPacket(bytes: readonly Placed[]): ConnectPassword {
  const [first] = bytes;
  if (first === undefined) return unknown;
  if (first.byte !== connectType) return none;
  let at = 1;
  while ((bytes[at]?.byte ?? 0) >= continuesLength) at += 1;
  at = behindField(bytes, at + 1);
  const flags = bytes[at + 1]?.byte;
  if (flags === undefined) return unknown;
  if ((flags & flagBits.password) === 0) return none;
  // Level, flags and two bytes of keepalive, then the client identifier.
  at = behindField(bytes, at + 4);
  if ((flags & flagBits.will) !== 0) at = behindField(bytes, behindField(bytes, at));
  if ((flags & flagBits.username) !== 0) at = behindField(bytes, at);
  const end = behindField(bytes, at);
  return { ranges: rangesOf(bytes.slice(at + 2, end)), isWhole: bytes.length >= end };
}

/** Behind a field with its length in front; beyond all bytes where that has not come. */
function behindField(bytes: readonly Placed[], at: number): number {
  const [high, low] = [bytes[at]?.byte, bytes[at + 1]?.byte];
  if (high === undefined || low === undefined) return Infinity;
  return at + 2 + high * 256 + low;
}

function rangesOf(bytes: readonly Placed[]): readonly StreamRange[] {
  const ranges: [number, number][] = [];
  for (const { at } of bytes) {
    const last = ranges.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else ranges.push([at, at + 1]);
  }
  return ranges;
}

/** Where the frames begin; undefined before the upgrade has been asked for in whole. */
function framesFrom(written: readonly number[]): number | undefined {
  const text = String.fromCharCode(...written.slice(0, upgradeBytesMax));
  const end = text.indexOf(upgradeEnd);
  return end < 0 ? undefined : end + upgradeEnd.length;
}

/** What the data frames carry [RFC 6455 5.2]. */
function unmasked(written: readonly number[], from: number): readonly Placed[] {
  const placed: Placed[] = [];
  for (let at = from; ;) {
    const [head, second] = [written[at], written[at + 1]];
    if (head === undefined || second === undefined) return placed;
    const length = second & frameBits.length;
    const keyAt = at + 2 + (length < 126 ? 0 : length === 126 ? 2 : 8);
    const isMasked = (second & frameBits.masked) !== 0;
    const dataAt = keyAt + (isMasked ? 4 : 0);
    const end = dataAt + (length < 126 ? length : numberIn(written.slice(at + 2, keyAt)));
    const dataEnd = (head & frameBits.opcode) < 3 ? Math.min(end, written.length) : dataAt;
    for (let index = dataAt; index < dataEnd; index += 1) {
      const key = isMasked ? (written[keyAt + ((index - dataAt) % 4)] ?? 0) : 0;
      placed.push({ byte: (written[index] ?? 0) ^ key, at: index });
    }
    at = end;
  }
}

function numberIn(bytes: readonly number[]): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
