import type { Block, Heap } from '@w800/memory';

/** Heap blocks of one owner that grow in number and go together. */
export class HeldBlocks {
  private readonly heap: Heap;
  private readonly owner: string;
  private readonly blocks: Block[] = [];

  constructor(heap: Heap, owner: string) {
    this.heap = heap;
    this.owner = owner;
  }

  /** One block for each size, or none of them. */
  take(sizesBytes: readonly number[]): boolean {
    const before = this.blocks.length;
    for (const bytes of sizesBytes) {
      const block = this.heap.allocate(bytes, this.owner);
      if (block === undefined) {
        this.give(before);
        return false;
      }
      this.blocks.push(block);
    }
    return true;
  }

  /** Frees them. Again is harmless, and so it is after a restart, which forgot them. */
  release(): void {
    this.give(0);
  }

  /** Frees all but the first so many. */
  private give(kept: number): void {
    for (const block of this.blocks.splice(kept)) {
      if (this.heap.holds(block)) this.heap.free(block);
    }
  }
}
