import { advance, distance, fin, type Segment } from './segment.ts';

/** What a segment brought that is new and in order. */
export interface Arrival {
  readonly payload: Uint8Array;
  readonly fin: boolean;
}

/**
 * The receiving half of a TCP connection. What comes out of order is dropped
 * and asked for again: with silence as the only loss, it never pays to keep.
 */
export class TcpReceiver {
  /** The sequence number expected next. */
  expected: number;
  /** Whether the peer's FIN has been taken. */
  finished = false;
  private readonly windowBytes: number;
  private readonly updateBytes: number;
  /** Delivered and not yet consumed. */
  private heldBytes = 0;
  /** The right edge of the window as the peer last heard it. */
  private announced: number;

  /** @param first the peer's initial sequence number */
  constructor(first: number, windowBytes: number, updateBytes: number) {
    this.expected = advance(first, 1);
    this.announced = this.expected;
    this.windowBytes = windowBytes;
    this.updateBytes = updateBytes;
  }

  /** The window to put into a segment that leaves now. */
  announce(): number {
    const open = Math.max(this.windowBytes - this.heldBytes, 0);
    const edge = advance(this.expected, open);
    // The edge never moves back; the peer may have sent up to it.
    if (distance(this.announced, edge) > 0) this.announced = edge;
    return distance(this.expected, this.announced);
  }

  /** Whether a sequence number lies in the window. */
  accepts(sequence: number): boolean {
    const offset = distance(this.expected, sequence);
    return offset >= 0 && offset <= this.windowBytes;
  }

  /** Takes what is next in order; undefined when there is nothing new. */
  take(segment: Segment): Arrival | undefined {
    const skip = distance(segment.sequence, this.expected);
    const length = segment.payload.length;
    const hasFin = (segment.flags & fin) !== 0;
    if (skip < 0 || skip > length || this.finished) return undefined;
    const room = Math.max(distance(this.expected, this.announced), 0);
    const isWhole = skip === 0 && length <= room;
    const payload = isWhole ? segment.payload : segment.payload.subarray(skip, skip + room);
    const complete = skip + payload.length === length;
    const takesFin = hasFin && complete;
    if (payload.length === 0 && !takesFin) return undefined;
    this.expected = advance(this.expected, payload.length + (takesFin ? 1 : 0));
    this.heldBytes += payload.length;
    this.finished = takesFin;
    return { payload, fin: takesFin };
  }

  /** @returns whether the window has opened enough to tell the peer */
  consume(byteCount: number): boolean {
    this.heldBytes -= byteCount;
    const edge = advance(this.expected, this.windowBytes - this.heldBytes);
    return distance(this.announced, edge) >= this.updateBytes;
  }

  get held(): number {
    return this.heldBytes;
  }
}
