import { OutOfOrderQueue } from './out-of-order-queue.ts';
import { advance, distance, fin, type Segment } from './segment.ts';

/** What a segment brought that is new and in order. */
export interface Arrival {
  readonly payload: Uint8Array;
  readonly fin: boolean;
  /** What had waited behind the gap that the segment has filled; each is not empty. */
  readonly behind: readonly Uint8Array[] | undefined;
}

/** How a stack announces its receive window. */
export interface WindowRules {
  readonly windowBytes: number;
  readonly windowUpdateBytes: number;
  readonly windowStepBytes: number;
}

/** The receiving half of a TCP connection. */
export class TcpReceiver {
  /** The sequence number expected next. */
  expected: number;
  /** Whether the peer's FIN has been taken. */
  finished = false;
  private readonly windowBytes: number;
  private readonly updateBytes: number;
  private readonly stepBytes: number;
  private readonly queue = new OutOfOrderQueue();
  /** Delivered and not yet consumed. */
  private heldBytes = 0;
  /** The right edge of the window as the peer last heard it. */
  private announced: number;
  private isShut = false;

  /** @param first the peer's initial sequence number */
  constructor(first: number, rules: WindowRules) {
    this.expected = advance(first, 1);
    this.announced = this.expected;
    this.windowBytes = rules.windowBytes;
    this.updateBytes = rules.windowUpdateBytes;
    this.stepBytes = rules.windowStepBytes;
  }

  /** The window to put into a segment that leaves now. */
  announce(): number {
    if (this.isShut) {
      this.announced = this.expected;
      return 0;
    }
    const edge = advance(this.expected, Math.max(this.windowBytes - this.heldBytes, 0));
    // The edge never moves back; the peer may have sent up to it.
    if (distance(this.announced, edge) >= this.stepBytes) this.announced = edge;
    return Math.max(distance(this.expected, this.announced), 0);
  }

  /** Whether a sequence number lies in the window; the one expected always does. */
  accepts(sequence: number): boolean {
    const offset = distance(this.expected, sequence);
    return offset === 0 || (offset > 0 && offset < distance(this.expected, this.announced));
  }

  /** Whether something waits behind a gap. */
  get hasGap(): boolean {
    return !this.queue.isEmpty;
  }

  /** Throws away what waits behind a gap. */
  dropQueue(): void {
    this.queue.clear();
  }

  /** Takes what is next in order; undefined when there is nothing new. */
  take(segment: Segment): Arrival | undefined {
    const skip = distance(segment.sequence, this.expected);
    const length = segment.payload.length;
    if (this.finished || skip > length) return undefined;
    if (skip < 0) {
      this.keep(segment, -skip);
      return undefined;
    }
    const room = Math.max(distance(this.expected, this.announced), 0);
    const isWhole = skip === 0 && length <= room;
    const payload = isWhole ? segment.payload : segment.payload.subarray(skip, skip + room);
    const isLast = (segment.flags & fin) !== 0 && skip + payload.length === length;
    if (payload.length === 0 && !isLast) return undefined;
    this.pass(payload, isLast);
    if (this.queue.isEmpty) return { payload, fin: isLast, behind: undefined };
    const behind = isLast ? undefined : this.drain();
    if (this.finished) this.queue.clear();
    return { payload, fin: this.finished, behind };
  }

  /** @returns whether the window has opened enough to tell the peer */
  consume(byteCount: number): boolean {
    this.heldBytes -= byteCount;
    if (this.isShut) return false;
    const edge = advance(this.expected, this.windowBytes - this.heldBytes);
    return distance(this.announced, edge) >= this.updateBytes;
  }

  get held(): number {
    return this.heldBytes;
  }

  /** Shuts the window with the next segment that leaves, and takes back what was promised. */
  shut(isShut: boolean): void {
    this.isShut = isShut;
  }

  /** Keeps what lies behind a gap, as far as it lies in the window. */
  private keep({ sequence, payload, flags }: Segment, offset: number): void {
    const room = distance(this.expected, this.announced) - offset;
    if (room <= 0) return;
    const isWhole = payload.length <= room;
    const hasFin = (flags & fin) !== 0 && isWhole;
    if (payload.length === 0 && !hasFin) return;
    this.queue.add(sequence, isWhole ? payload : payload.subarray(0, room), hasFin);
  }

  private drain(): readonly Uint8Array[] {
    const pieces: Uint8Array[] = [];
    for (;;) {
      const piece = this.finished ? undefined : this.queue.take(this.expected);
      if (piece === undefined) return pieces;
      this.pass(piece.payload, piece.fin);
      if (piece.payload.length > 0) pieces.push(piece.payload);
    }
  }

  private pass(payload: Uint8Array, isLast: boolean): void {
    this.expected = advance(this.expected, payload.length + (isLast ? 1 : 0));
    this.heldBytes += payload.length;
    this.finished = isLast;
  }
}
