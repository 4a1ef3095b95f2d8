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
    const taken: Block[] = [];
    for (const bytes of sizesBytes) {
      const block = this.heap.allocate(bytes, this.owner);
      if (block === undefined) {
        for (const other of taken) this.heap.free(other);
        return false;
      }
      taken.push(block);
    }
    this.blocks.push(...taken);
    return true;
  }

  /** Frees them. Again is harmless, and so it is after a restart, which forgot them. */
  release(): void {
    for (const block of this.blocks.splice(0)) if (this.heap.holds(block)) this.heap.free(block);
  }
}
