import type { Kernel } from '@w800/kernel';
import { heapExhausted, HeapPeaks, type Heap, type HeapMark, type Holder } from '@w800/memory';
import { heapLevel } from './heap-level.ts';
import type { HeapResult, RefusedRequest } from './heap-result.ts';

/**
 * Follows the heap of a run: the worst moment, who held how much, marks to
 * compare with. What it tells in the trace is the same whoever asks it.
 */
export class HeapGauge {
  readonly heap: Heap;
  private readonly kernel: Kernel;
  private readonly peaks: HeapPeaks;
  private readonly marks = new Map<string, HeapMark>();
  /** Memory was taken since somebody looked at the largest free block. */
  private isTaken = false;
  private leastLargestFreeBytes: number;
  private toldLowWaterBytes: number;
  private told = '';
  private refusedCount = 0;
  private firstRefused: RefusedRequest | undefined;

  constructor(kernel: Kernel, heap: Heap) {
    this.kernel = kernel;
    this.heap = heap;
    this.peaks = new HeapPeaks(kernel, heap);
    this.leastLargestFreeBytes = heap.largestFreeBytes;
    this.toldLowWaterBytes = heap.lowWaterBytes;
    heap.watch({
      taken: () => {
        this.isTaken = true;
      },
      leaving: () => this.leave(),
      ending: () => {
        this.leave();
        this.toldLowWaterBytes = heap.capacityBytes;
      },
    });
    kernel.trace.on(heapExhausted, ({ at, data }) => {
      this.refusedCount += 1;
      this.firstRefused ??= { at, ...data };
    });
  }

  /** Everybody who has ever held memory. */
  get owners(): readonly string[] {
    return this.peaks.list().map(({ owner }) => owner);
  }

  /** Who held what at the low water, the most first; nobody knows if that was in another life. */
  get lowWaterHolders(): readonly Holder[] {
    const { freeBytes, holders } = this.peaks.worst;
    return freeBytes === this.heap.lowWaterBytes ? holders : [];
  }

  /** Remembers this moment by a name; one of the same name is forgotten. */
  mark(name: string): void {
    this.marks.delete(name);
    this.marks.set(name, this.heap.mark());
  }

  /** The moment of that name; without one, the latest that was marked. */
  marked(name?: string): HeapMark | undefined {
    return name === undefined ? [...this.marks.values()].at(-1) : this.marks.get(name);
  }

  /** Tells in the trace how full the heap is, unless it has said so last. */
  tell(reason: 'low-water' | 'step' = 'step'): void {
    const { usedBytes, freeBytes, largestFreeBytes, lowWaterBytes } = this.heap;
    const level = { usedBytes, freeBytes, largestFreeBytes, lowWaterBytes };
    const text = Object.values(level).join();
    if (text === this.told) return;
    this.told = text;
    this.toldLowWaterBytes = lowWaterBytes;
    this.kernel.trace.emit(heapLevel, { reason, ...level });
  }

  get result(): HeapResult {
    const { heap, peaks } = this;
    this.look();
    const { at, usedBytes, freeBytes, holders } = peaks.worst;
    const then = new Map(holders.map(({ owner, bytes }) => [owner, bytes]));
    const owners = peaks.list().map(({ owner, bytes: peakBytes }) => {
      return { owner, peakBytes, worstBytes: then.get(owner) ?? 0, endBytes: heap.usedBy(owner) };
    });
    const { firstRefused: first } = this;
    return {
      capacityBytes: heap.capacityBytes,
      peakUsedBytes: usedBytes,
      peakAt: at,
      lowWaterBytes: freeBytes,
      endUsedBytes: heap.usedBytes,
      largestFree: { leastBytes: this.leastLargestFreeBytes, endBytes: heap.largestFreeBytes },
      refused: { count: this.refusedCount, ...(first === undefined ? {} : { first }) },
      owners: owners.toSorted((a, b) => b.worstBytes - a.worstBytes),
    };
  }

  /** A block is about to go; while blocks were only taken, nothing was worse than now. */
  private leave(): void {
    if (!this.isTaken) return;
    this.look();
    if (this.heap.lowWaterBytes >= this.toldLowWaterBytes) return;
    if (this.heap.freeBytes > this.heap.lowWaterBytes) return;
    if (this.kernel.trace.wants(heapLevel)) this.tell('low-water');
  }

  private look(): void {
    this.isTaken = false;
    const { largestFreeBytes } = this.heap;
    if (largestFreeBytes < this.leastLargestFreeBytes)
      this.leastLargestFreeBytes = largestFreeBytes;
  }
}
