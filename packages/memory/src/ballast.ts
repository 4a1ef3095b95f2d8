import type { Block } from './block.ts';
import type { Heap } from './heap.ts';

/**
 * Memory that is held for nothing, as by a part of the firmware that leaks or
 * hoards. A restart of the module frees it like everything else.
 */
export class Ballast {
  private readonly heap: Heap;
  private readonly owner: string;
  private blocks: Block[] = [];

  /** @param owner whom the heap's accounts name */
  constructor(heap: Heap, owner: string) {
    this.heap = heap;
    this.owner = owner;
  }

  /** Takes one block. Returns whether it fitted. */
  take(bytes: number): boolean {
    const block = this.heap.allocate(bytes, this.owner);
    if (block === undefined) return false;
    this.blocks.push(block);
    return true;
  }

  /** Takes blocks, the largest first, until no more than that many bytes are free. */
  leave(freeBytes: number): void {
    for (;;) {
      const { largestFreeBytes, freeBytes: free } = this.heap;
      const surplus = free - freeBytes;
      if (surplus <= 0 || !this.takeWhole(Math.min(surplus, largestFreeBytes))) return;
    }
  }

  /**
   * Breaks what is free up until no stretch is longer than that, and takes as
   * little of it as that needs: between two stretches stands one small block.
   */
  fragment(stretchBytes: number): void {
    const gaps: Block[] = [];
    while (this.heap.largestFreeBytes > stretchBytes) {
      const gap = this.heap.allocate(Math.max(1, stretchBytes - this.headerBytes), this.owner);
      if (gap === undefined) break;
      gaps.push(gap);
      // First fit puts a small block into an older hole first.
      const wanted = gap.address + gap.bytes;
      let fitted = this.take(1);
      while (fitted && this.blocks.at(-1)?.address !== wanted) fitted = this.take(1);
    }
    for (const gap of gaps) this.heap.free(gap);
  }

  /** Frees what is still held. */
  release(): void {
    for (const block of this.blocks) if (this.heap.holds(block)) this.heap.free(block);
    this.blocks = [];
  }

  private get headerBytes(): number {
    return this.heap.headerBytes;
  }

  /** Takes a block whose cost, header included, is that many bytes. */
  private takeWhole(costBytes: number): boolean {
    return costBytes > this.headerBytes && this.take(costBytes - this.headerBytes);
  }
}
