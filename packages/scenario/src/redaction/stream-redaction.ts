import type { TraceRecord } from '@w800/kernel';
import { connectPassword, type StreamRange } from './connect-password.ts';

type Data = TraceRecord['data'];

/** One direction of a connection. */
interface Stream {
  /** Of its first byte. */
  readonly sequence: number;
  written: number[];
  ranges: readonly StreamRange[];
  isWhole: boolean;
}

const hiddenByte = 0x2a;

/** Hides the password of CONNECT in the segments that carry it, byte for byte. */
export class StreamRedaction {
  private readonly streams = new Map<string, Stream>();

  /** @param data of a TCP segment */
  hide(data: Data): Data {
    const { sequence, payload, flags } = data;
    if (typeof sequence !== 'number' || !(payload instanceof Uint8Array)) return data;
    const { source, sourcePort, destination, destinationPort } = data;
    const name = JSON.stringify([source, sourcePort, destination, destinationPort]);
    if (typeof flags === 'string' && flags.includes('SYN')) {
      const first = { sequence: (sequence + 1) >>> 0, written: [], ranges: [], isWhole: false };
      this.streams.set(name, first);
    }
    const stream = this.streams.get(name);
    if (stream === undefined || payload.length === 0) return data;
    const offset = (sequence - stream.sequence) >>> 0;
    if (!stream.isWhole) read(stream, offset, payload);
    const shown = hidden(payload, offset, stream.ranges);
    return shown === payload ? data : { ...data, payload: shown };
  }
}

/** Goes on with what comes in its turn; what comes again was read before. */
function read(stream: Stream, offset: number, payload: Uint8Array): void {
  const known = stream.written.length;
  if (offset > known || offset + payload.length <= known) return;
  stream.written.push(...payload.subarray(known - offset));
  const { ranges, isWhole } = connectPassword(stream.written);
  stream.ranges = ranges;
  stream.isWhole = isWhole;
  if (isWhole) stream.written = [];
}

function hidden(payload: Uint8Array, offset: number, ranges: readonly StreamRange[]): Uint8Array {
  let shown = payload;
  for (const [from, to] of ranges) {
    if (to <= offset || from >= offset + payload.length) continue;
    if (shown === payload) shown = Uint8Array.from(payload);
    shown.fill(hiddenByte, Math.max(0, from - offset), to - offset);
  }
  return shown;
}
