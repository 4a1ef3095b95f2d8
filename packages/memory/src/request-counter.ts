import type { Heap } from './heap.ts';

/**
 * Counts the requests made of a heap from when this is made, those that fail
 * included, and over restarts. One for 0 bytes is none: it cannot succeed.
 */
export class RequestCounter {
  private readonly counts = new Map<string, number>();
  private readonly stopCounting: () => void;

  constructor(heap: Heap) {
    this.stopCounting = heap.refuse((_bytes, owner) => {
      this.counts.set(owner, this.countOf(owner) + 1);
      return false;
    });
  }

  /** How many there were. */
  get count(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How many of them an owner made. */
  countOf(owner: string): number {
    return this.counts.get(owner) ?? 0;
  }

  /** The owners that made any, in the order of their first. */
  owners(): readonly string[] {
    return [...this.counts.keys()];
  }

  /** Ends it; what it has counted can still be read. */
  stop(): void {
    this.stopCounting();
  }
}
