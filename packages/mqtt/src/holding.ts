import type { Block, Heap } from '@w800/memory';

/** Heap blocks that come and go together. */
export class Holding {
  private readonly heap: Heap;
  private readonly blocks: Block[];

  private constructor(heap: Heap, blocks: Block[]) {
    this.heap = heap;
    this.blocks = blocks;
  }

  /** One block for each size above zero; undefined, and nothing held, when one does not fit. */
  static take(heap: Heap, owner: string, sizesBytes: readonly number[]): Holding | undefined {
    const blocks: Block[] = [];
    for (const bytes of sizesBytes) {
      if (bytes === 0) continue;
      const block = heap.allocate(bytes, owner);
      if (block === undefined) {
        for (const taken of blocks) heap.free(taken);
        return undefined;
      }
      blocks.push(block);
    }
    return new Holding(heap, blocks);
  }

  /** Frees the blocks. Again is harmless. */
  release(): void {
    for (const block of this.blocks) this.heap.free(block);
    this.blocks.length = 0;
  }
}
