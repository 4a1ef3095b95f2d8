import type { HeapLayout, HeapRegion } from '../heap-layout.ts';
import type { Stretch } from '../stretch.ts';

/** A block as the naive heap remembers it. */
export interface NaiveBlock extends Stretch {
  readonly requestedBytes: number;
  readonly owner: string;
}

/**
 * What SDK wm_heap.c promises, worked out anew for every answer from nothing
 * but the blocks in use: there is no free list, so nothing can fail to merge.
 */
export class NaiveHeap {
  readonly layout: HeapLayout;
  /** In order of address. */
  blocks: NaiveBlock[] = [];
  lowWaterBytes: number;

  private readonly taken: () => void;

  /** @param taken called after each block, also where another is freed at once for it */
  constructor(layout: HeapLayout, taken = (): void => {}) {
    this.layout = layout;
    this.taken = taken;
    this.lowWaterBytes = this.freeBytes;
  }

  get usedBytes(): number {
    return sumOf(this.blocks);
  }

  get freeBytes(): number {
    return sumOf(this.layout.regions) - this.usedBytes;
  }

  usedBy(owner: string): number {
    return sumOf(this.blocks.filter((block) => block.owner === owner));
  }

  /** The stretches between blocks, in the order they are tried: maximal by construction. */
  gaps(): readonly Stretch[] {
    return this.layout.regions.flatMap((region) => this.gapsOf(region));
  }

  allocate(requestedBytes: number, owner: string): NaiveBlock | undefined {
    const { headerBytes, alignmentBytes } = this.layout;
    let cost = requestedBytes + headerBytes;
    while (cost % alignmentBytes !== 0) cost += 1;
    const gap = this.gaps().find(({ bytes }) => bytes >= cost);
    if (gap === undefined || requestedBytes === 0) return undefined;
    const bytes = gap.bytes - cost > 2 * headerBytes ? cost : gap.bytes;
    const block = { address: gap.address, bytes, requestedBytes, owner };
    const behind = this.blocks.findIndex(({ address }) => address > block.address);
    this.blocks.splice(behind < 0 ? this.blocks.length : behind, 0, block);
    this.lowWaterBytes = Math.min(this.lowWaterBytes, this.freeBytes);
    this.taken();
    return block;
  }

  free(block: NaiveBlock): void {
    this.blocks.splice(this.blocks.indexOf(block), 1);
  }

  reset(): void {
    this.blocks = [];
    this.lowWaterBytes = this.freeBytes;
  }

  private gapsOf({ base, bytes }: HeapRegion): readonly Stretch[] {
    let start = base;
    while (start % this.layout.alignmentBytes !== 0) start += 1;
    const end = start + bytes;
    const gaps: Stretch[] = [];
    for (const block of this.blocks) {
      if (block.address < start || block.address >= end) continue;
      if (block.address > start) gaps.push({ address: start, bytes: block.address - start });
      start = block.address + block.bytes;
    }
    if (end > start) gaps.push({ address: start, bytes: end - start });
    return gaps;
  }
}

function sumOf(stretches: readonly { readonly bytes: number }[]): number {
  return stretches.reduce((sum, { bytes }) => sum + bytes, 0);
}
