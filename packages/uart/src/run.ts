import type { Instant } from '@w800/kernel';
import { ByteQueue } from './byte-queue.ts';
import { parityOf, type Framing } from './framing.ts';

/** Bytes as they arrived at the far end of a line: a stretch of one run. */
export interface Arrival {
  readonly bytes: Uint8Array;
  readonly run: Run;
  /** Index of the first byte in its run. */
  readonly first: number;
  /** Start of the first byte's start bit. */
  readonly startedAt: Instant;
  /** The instant the last byte was complete. */
  readonly endedAt: Instant;
}

/**
 * Bytes that leave back to back in one framing. Every instant is computed
 * from the first, so a run of any length keeps time to the nanosecond.
 * Indices count from the first byte of the run, those taken out included.
 */
export class Run {
  readonly startAt: Instant;
  readonly framing: Framing;
  /** Something interferes with it: whoever receives it has to sample it. */
  readonly spoilt: boolean;
  private readonly queue = new ByteQueue();
  private takenCount = 0;

  constructor(startAt: Instant, framing: Framing, spoilt = false) {
    this.startAt = startAt;
    this.framing = framing;
    this.spoilt = spoilt;
  }

  /** Bytes taken out so far: the index of the first one left. */
  get taken(): number {
    return this.takenCount;
  }

  /** Bytes of the run, those taken out included. */
  get count(): number {
    return this.takenCount + this.queue.length;
  }

  /** When the last byte is complete. */
  get endAt(): Instant {
    return this.startOf(this.count);
  }

  startOf(index: number): Instant {
    return this.startAt + this.framing.clock.span(index * this.framing.frameBits);
  }

  endOf(index: number): Instant {
    return this.startOf(index + 1);
  }

  byteAt(index: number): number | undefined {
    return this.queue.at(index - this.takenCount);
  }

  /** How many bytes are complete at an instant. */
  completeAt(instant: Instant): number {
    if (instant <= this.startAt) return 0;
    const { clock, frameBits } = this.framing;
    return Math.min(this.count, clock.stretches(frameBits, instant - this.startAt));
  }

  /** How many bytes have begun at an instant, one that begins just then included. */
  begunAt(instant: Instant): number {
    if (instant < this.startAt) return 0;
    const { clock, frameBits } = this.framing;
    return Math.min(this.count, clock.stretches(frameBits, instant - this.startAt) + 1);
  }

  /** The level of the line at an instant within the run: 0 or 1. */
  levelAt(instant: Instant): number {
    return this.levelOf(this.framing.clock.stretches(1, instant - this.startAt));
  }

  /** The first fall of the line at or after an instant, given its level just before. */
  fallFrom(instant: Instant, levelBefore: number): Instant | undefined {
    const { clock, frameBits } = this.framing;
    const bits = this.count * frameBits;
    let level = instant <= this.startAt ? 1 : levelBefore;
    let bit = instant <= this.startAt ? 0 : clock.stretches(1, instant - 1 - this.startAt) + 1;
    // At most one frame is looked through: every frame falls with its start bit.
    for (; bit < bits; bit += 1) {
      const next = this.levelOf(bit);
      if (level === 1 && next === 0) return this.startAt + clock.span(bit);
      level = next;
    }
    return undefined;
  }

  /** The first edge between two bits at or after an instant; the end of the run is the last. */
  edgeFrom(instant: Instant): Instant | undefined {
    const bits = this.count * this.framing.frameBits;
    const { clock } = this.framing;
    const bit = instant <= this.startAt ? 0 : clock.stretches(1, instant - 1 - this.startAt) + 1;
    return bit > bits ? undefined : this.startAt + clock.span(bit);
  }

  /** Where a bit begins, counted from the first byte's start bit. */
  startOfBit(bit: number): Instant {
    return this.startAt + this.framing.clock.span(bit);
  }

  push(bytes: Uint8Array): void {
    this.queue.push(bytes);
  }

  /** Takes out the bytes before an index; undefined when there are none. */
  takeUntil(index: number): Arrival | undefined {
    const first = this.takenCount;
    if (index <= first) return undefined;
    const bytes = this.queue.take(index - first);
    this.takenCount = index;
    return {
      bytes: narrowed(bytes, this.framing.settings.dataBits),
      run: this,
      first,
      startedAt: this.startOf(first),
      endedAt: this.endOf(index - 1),
    };
  }

  /** Drops the bytes from an index on and returns them. */
  cutFrom(index: number): Uint8Array {
    return this.queue.cut(index - this.takenCount);
  }

  /** Start bit, data bits from the lowest up, parity, stop bits; idle where no byte is left. */
  levelOf(bit: number): number {
    const { frameBits, settings } = this.framing;
    const place = bit % frameBits;
    const byte = this.byteAt((bit - place) / frameBits);
    if (byte === undefined) return 1;
    if (place === 0) return 0;
    if (place <= settings.dataBits) return (byte >> (place - 1)) & 1;
    if (place > settings.dataBits + 1 || settings.parity === 'none') return 1;
    return parityOf(byte & ((1 << settings.dataBits) - 1), settings.parity);
  }
}

/** A frame of fewer than 8 data bits carries the low ones. */
function narrowed(bytes: Uint8Array, dataBits: number): Uint8Array {
  return dataBits === 8 ? bytes : bytes.map((byte) => byte & ((1 << dataBits) - 1));
}
