import type { Random } from '@w800/kernel';
import type { Block } from './block.ts';
import type { Heap } from './heap.ts';

/**
 * Memory that is held for nothing, as by a part of the firmware that leaks or
 * hoards. Nothing of it is a request of the module's. A restart of the module
 * frees it like everything else.
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
    return this.hold(this.heap.occupy(bytes, this.owner)) !== undefined;
  }

  /**
   * Takes blocks, the largest first, until no more than that many bytes are
   * free; at the end a smallest block and two headers less at most.
   */
  leave(freeBytes: number): void {
    const { heap } = this;
    while (heap.freeBytes > freeBytes) {
      const surplus = Math.max(heap.freeBytes - freeBytes, this.costOf(1));
      const costBytes = Math.min(surplus, heap.largestFreeBytes);
      if (costBytes <= heap.headerBytes || !this.take(costBytes - heap.headerBytes)) return;
    }
  }

  /**
   * Breaks what is free up until no stretch is longer than that, and takes as
   * little of it as that needs: between two stretches stands one small block.
   */
  fragment(stretchBytes: number): void {
    const gapBytes = this.gapOf(stretchBytes);
    for (const { address, bytes } of this.heap.stretches()) {
      const last = address + bytes - this.costOf(1);
      for (let at = address; last >= at && address + bytes - at > stretchBytes;) {
        const block = this.hold(this.heap.occupy(1, this.owner, Math.min(at + gapBytes, last)));
        if (block === undefined) break;
        at = block.address + block.bytes;
      }
    }
  }

  /**
   * Takes pieces of random size at random places, until so many bytes are held
   * by them or nothing is free; at the end two headers more at most.
   * @param heldBytes headers included
   * @param pieceBytesMax the largest piece, header included
   */
  scatter(random: Random, heldBytes: number, pieceBytesMax: number): void {
    const floor = this.heap.freeBytes - heldBytes;
    const leastBytes = this.costOf(1);
    for (;;) {
      const surplus = this.heap.freeBytes - floor;
      if (surplus <= 0) return;
      const mostBytes = Math.max(leastBytes, Math.min(surplus, pieceBytesMax));
      const costBytes = this.alignDown(random.integer(leastBytes, mostBytes));
      if (!this.scatterPiece(random, costBytes)) return;
    }
  }

  /** Frees what is still held. */
  release(): void {
    for (const block of this.blocks) if (this.heap.holds(block)) this.heap.free(block);
    this.blocks = [];
  }

  /** Takes a piece that costs so much, or the largest stretch if that is less. */
  private scatterPiece(random: Random, costBytes: number): boolean {
    const { heap } = this;
    const bytes = Math.min(costBytes, heap.largestFreeBytes);
    if (bytes < this.costOf(1)) return false;
    const fitting = heap.stretches().filter((stretch) => stretch.bytes >= bytes);
    const chosen = fitting[random.integer(0, fitting.length - 1)];
    if (chosen === undefined) return false;
    const ahead = this.gapOf(random.integer(0, chosen.bytes - bytes));
    const block = heap.occupy(bytes - heap.headerBytes, this.owner, chosen.address + ahead);
    return this.hold(block) !== undefined;
  }

  private hold(block: Block | undefined): Block | undefined {
    if (block !== undefined) this.blocks.push(block);
    return block;
  }

  /** The largest stretch of at most so many bytes that the allocator itself could leave. */
  private gapOf(bytesMax: number): number {
    return bytesMax < this.costOf(1) ? 0 : this.alignDown(bytesMax);
  }

  /** What a block of so many bytes takes off the heap. */
  private costOf(bytes: number): number {
    const { alignmentBytes, headerBytes } = this.heap;
    return Math.ceil((bytes + headerBytes) / alignmentBytes) * alignmentBytes;
  }

  private alignDown(bytes: number): number {
    const { alignmentBytes } = this.heap;
    return Math.floor(bytes / alignmentBytes) * alignmentBytes;
  }
}
