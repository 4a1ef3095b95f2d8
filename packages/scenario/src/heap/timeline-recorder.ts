import { isDeepStrictEqual } from 'node:util';
import { millisecond, type Duration, type Instant, type Kernel } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { HeapSample, HeapTimeline } from './heap-timeline.ts';

/** A slice of time. */
interface Slice {
  readonly endsAt: Instant;
  /** Its fullest moment. */
  fullest: HeapSample;
  fullestBytes: number;
  /** How it ends; undefined as long as it lasts. */
  last?: HeapSample;
}

/** More than a chart has columns. */
const slicesMax = 512;

/**
 * Records how the heap fills and empties, in a bounded number of samples: when
 * there are too many slices of time, two become one that is twice as long.
 */
export class TimelineRecorder {
  private readonly kernel: Kernel;
  private readonly heap: Heap;
  private readonly families: string[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly stopWatching: () => void;
  /** Held by each family. */
  private levels: number[] = [];
  private usedBytes = 0;
  private changedAt: Instant;
  private slices: Slice[] = [];
  private sliceNs: Duration = millisecond;

  constructor(kernel: Kernel, heap: Heap) {
    this.kernel = kernel;
    this.heap = heap;
    this.changedAt = kernel.now;
    for (const { owner, bytes } of heap.holders()) this.add(owner, bytes);
    this.note();
    this.stopWatching = heap.watch({
      taken: ({ owner, bytes }) => this.change(() => this.add(owner, bytes)),
      leaving: ({ owner, bytes }) => this.change(() => this.add(owner, -bytes)),
      ending: () => this.change(() => this.clear()),
    });
  }

  /** Ends it. */
  stop(): HeapTimeline {
    this.stopWatching();
    this.close();
    const samples = this.slices.flatMap(({ fullest, last }) =>
      last === undefined || isDeepStrictEqual(last, fullest) ? [fullest] : [fullest, last],
    );
    const width = this.families.length;
    return {
      capacityBytes: this.heap.capacityBytes,
      families: this.families,
      samples: samples.map(({ at, bytes }) => ({ at, bytes: padded(bytes, width) })),
      endAt: this.kernel.now,
    };
  }

  private change(apply: () => void): void {
    const slice = this.slices.at(-1);
    if (slice !== undefined && this.kernel.now >= slice.endsAt) this.close();
    apply();
    this.changedAt = this.kernel.now;
    this.note();
  }

  private add(owner: string, bytes: number): void {
    const index = this.indexOf(owner);
    this.levels[index] = (this.levels[index] ?? 0) + bytes;
    this.usedBytes += bytes;
  }

  private clear(): void {
    this.levels = this.levels.map(() => 0);
    this.usedBytes = 0;
  }

  private note(): void {
    const slice = this.slices.at(-1);
    if (slice === undefined || slice.last !== undefined) {
      this.begin();
    } else if (this.usedBytes > slice.fullestBytes) {
      slice.fullest = this.sample();
      slice.fullestBytes = this.usedBytes;
    }
  }

  private begin(): void {
    const { now } = this.kernel;
    const endsAt = now - (now % this.sliceNs) + this.sliceNs;
    this.slices.push({ endsAt, fullest: this.sample(), fullestBytes: this.usedBytes });
    if (this.slices.length > slicesMax) this.thin();
  }

  private close(): void {
    const slice = this.slices.at(-1);
    if (slice !== undefined) slice.last ??= this.sample();
  }

  /** Makes the slices twice as long. */
  private thin(): void {
    this.sliceNs *= 2;
    const slices: Slice[] = [];
    for (const { endsAt, ...slice } of this.slices) {
      const endsAtNow = Math.ceil(endsAt / this.sliceNs) * this.sliceNs;
      const before = slices.at(-1);
      if (before?.endsAt !== endsAtNow) {
        slices.push({ ...slice, endsAt: endsAtNow });
        continue;
      }
      if (slice.fullestBytes > before.fullestBytes) {
        before.fullest = slice.fullest;
        before.fullestBytes = slice.fullestBytes;
      }
      if (slice.last === undefined) delete before.last;
      else before.last = slice.last;
    }
    this.slices = slices;
  }

  private sample(): HeapSample {
    return { at: this.changedAt, bytes: [...this.levels] };
  }

  private indexOf(owner: string): number {
    const family = owner.replace(/\..*$/, '');
    const known = this.indexes.get(family);
    if (known !== undefined) return known;
    this.indexes.set(family, this.families.length);
    this.families.push(family);
    return this.families.length - 1;
  }
}

/** A sample knows only the families there were until then. */
function padded(bytes: readonly number[], width: number): readonly number[] {
  return Array.from({ length: width }, (_, index) => bytes[index] ?? 0);
}
