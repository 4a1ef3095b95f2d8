import type { Instant, Kernel } from '@w800/kernel';
import type { Block } from './block.ts';
import type { Heap } from './heap.ts';
import type { HeapWatcher } from './heap-watcher.ts';
import { byBytes, type Holder } from './holder.ts';

/** The heap at the moment when it had the least free bytes. */
export interface WorstMoment {
  readonly at: Instant;
  readonly usedBytes: number;
  readonly freeBytes: number;
  readonly largestFreeBytes: number;
  /** Who held what, the most first. */
  readonly holders: readonly Holder[];
}

export interface HeapPeaksOptions {
  /** Whether a power-on or restart starts it anew. Default: it goes on over all lives. */
  readonly anewAtReset?: boolean;
}

/**
 * How much every owner held at most, and the worst moment of the whole heap,
 * from when this is made. The least free bytes only ever move while memory is
 * taken, so the worst moment is looked at when it ends: before the first block
 * that is given back after it, and not at every new low.
 */
export class HeapPeaks {
  private readonly kernel: Kernel;
  private readonly heap: Heap;
  private readonly stopWatching: () => void;
  private peaks: Map<string, number>;
  private leastFreeBytes: number;
  private leastAt: Instant;
  /** Undefined as long as the worst moment lasts. */
  private past: WorstMoment | undefined;

  constructor(kernel: Kernel, heap: Heap, { anewAtReset = false }: HeapPeaksOptions = {}) {
    this.kernel = kernel;
    this.heap = heap;
    this.peaks = new Map(heap.owners());
    this.leastFreeBytes = heap.freeBytes;
    this.leastAt = kernel.now;
    const watcher: HeapWatcher = {
      taken: (block) => this.rise(block),
      leaving: () => this.leaveWorst(),
      ending: () => (anewAtReset ? this.begin(heap.capacityBytes) : this.leaveWorst()),
    };
    this.stopWatching = heap.watch(watcher);
  }

  /** The most an owner ever held, headers included, in bytes. */
  of(owner: string): number {
    return this.peaks.get(owner) ?? 0;
  }

  /** The same of every owner that ever held any, the most first. They need not have met. */
  list(): readonly Holder[] {
    return Array.from(this.peaks, ([owner, bytes]) => ({ owner, bytes })).toSorted(byBytes);
  }

  /** The first moment with the least free bytes. */
  get worst(): WorstMoment {
    return this.past ?? this.look();
  }

  /** Ends it; what it has seen can still be read. */
  stop(): void {
    this.leaveWorst();
    this.stopWatching();
  }

  private begin(freeBytes: number): void {
    this.peaks = new Map();
    this.leastFreeBytes = freeBytes;
    this.leastAt = this.kernel.now;
    this.past = undefined;
  }

  private rise({ owner }: Block): void {
    const { heap } = this;
    const bytes = heap.usedBy(owner);
    if (bytes > this.of(owner)) this.peaks.set(owner, bytes);
    if (heap.freeBytes >= this.leastFreeBytes) return;
    this.leastFreeBytes = heap.freeBytes;
    this.leastAt = this.kernel.now;
    this.past = undefined;
  }

  private leaveWorst(): void {
    this.past ??= this.look();
  }

  private look(): WorstMoment {
    const { usedBytes, freeBytes, largestFreeBytes } = this.heap;
    const holders = this.heap.holders();
    return { at: this.leastAt, usedBytes, freeBytes, largestFreeBytes, holders };
  }
}
