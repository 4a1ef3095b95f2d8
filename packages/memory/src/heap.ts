import type { Kernel } from '@w800/kernel';
import type { Block } from './block.ts';
import { FreeList } from './free-list.ts';
import type { HeapLayout } from './heap-layout.ts';
import { heapAllocate, heapExhausted, heapFree } from './heap-trace.ts';

interface Region {
  readonly free: FreeList;
}

/** A block as the heap keeps it. */
class HeapBlock implements Block {
  readonly address: number;
  readonly requestedBytes: number;
  readonly bytes: number;
  readonly owner: string;
  readonly region: Region;

  constructor(
    region: Region,
    address: number,
    bytes: number,
    requestedBytes: number,
    owner: string,
  ) {
    this.region = region;
    this.address = address;
    this.bytes = bytes;
    this.requestedBytes = requestedBytes;
    this.owner = owner;
  }
}

/**
 * The module's heap as SDK wm_heap.c manages it: first fit by address in each
 * region in turn, a header in every block, free neighbours merged. A block
 * lies within one region, so a request can fail although enough is free.
 */
export class Heap {
  /** What is free at power-on, all regions together. */
  readonly capacityBytes: number;

  private readonly kernel: Kernel;
  private readonly layout: HeapLayout;
  private readonly live = new Set<HeapBlock>();
  private readonly byOwner = new Map<string, number>();
  private regions: readonly Region[];
  private available: number;
  private lowWater: number;

  constructor(kernel: Kernel, layout: HeapLayout) {
    this.kernel = kernel;
    this.layout = layout;
    for (const { name, bytes } of layout.regions) {
      kernel.assert(bytes % layout.alignmentBytes === 0, `heap region ${name} ends aligned`);
    }
    this.capacityBytes = layout.regions.reduce((sum, { bytes }) => sum + bytes, 0);
    this.regions = this.emptyRegions();
    this.available = this.capacityBytes;
    this.lowWater = this.capacityBytes;
  }

  /** Free bytes of all regions, headers of blocks to come not taken off. */
  get freeBytes(): number {
    return this.available;
  }

  /** Bytes in blocks, their headers included. */
  get usedBytes(): number {
    return this.capacityBytes - this.available;
  }

  /** The least that was ever free since power-on. */
  get lowWaterBytes(): number {
    return this.lowWater;
  }

  /** The largest free stretch; a request succeeds up to one header less. */
  get largestFreeBytes(): number {
    return Math.max(0, ...this.regions.map(({ free }) => free.largestBytes));
  }

  get blockCount(): number {
    return this.live.size;
  }

  /** Bytes held by an owner, headers included. */
  usedBy(owner: string): number {
    return this.byOwner.get(owner) ?? 0;
  }

  /** Bytes held by every owner that holds any, as of now. */
  owners(): ReadonlyMap<string, number> {
    return new Map(this.byOwner);
  }

  /** Every block in use, in order of address, as of now. */
  blocks(): readonly Block[] {
    return [...this.live].toSorted((a, b) => a.address - b.address);
  }

  /**
   * @param bytes what the caller can use, 0 or more
   * @returns undefined when no free stretch is large enough, or for 0 bytes (SDK wm_heap.c)
   */
  allocate(bytes: number, owner: string): Block | undefined {
    const { kernel, layout } = this;
    if (!(Number.isSafeInteger(bytes) && bytes >= 0)) kernel.fail(`${bytes} is no size in bytes`);
    if (bytes === 0) return undefined;
    const cost = roundUp(bytes + layout.headerBytes, layout.alignmentBytes);
    // A rest is split off only when it is larger than two headers.
    const remainderBytesMin = 2 * layout.headerBytes + 1;
    for (const region of this.regions) {
      const span = region.free.take(cost, remainderBytesMin);
      if (span === undefined) continue;
      return this.hold(new HeapBlock(region, span.address, span.bytes, bytes, owner));
    }
    if (kernel.trace.wants(heapExhausted)) {
      const { freeBytes, largestFreeBytes } = this;
      kernel.trace.emit(heapExhausted, {
        owner,
        requestedBytes: bytes,
        freeBytes,
        largestFreeBytes,
      });
    }
    return undefined;
  }

  /** Freeing what is not a block in use is our own fault. */
  free(block: Block): void {
    if (!(block instanceof HeapBlock && this.live.delete(block))) {
      this.kernel.fail(`a block of ${block.owner} is freed that is not in use`);
    }
    block.region.free.give(block.address, block.bytes);
    this.available += block.bytes;
    const held = this.usedBy(block.owner) - block.bytes;
    if (held > 0) this.byOwner.set(block.owner, held);
    else this.byOwner.delete(block.owner);
    this.record(heapFree, block);
  }

  /**
   * Gives the owner a block of another size: always a new one, then the old
   * one is freed, never in place, so for a moment both are held (SDK wm_heap.c).
   * @returns undefined when the new block does not fit; the old one stays
   */
  reallocate(block: Block, bytes: number): Block | undefined {
    const inUse = block instanceof HeapBlock && this.live.has(block);
    this.kernel.assert(inUse, 'a block that is resized is in use');
    const moved = this.allocate(bytes, block.owner);
    if (moved !== undefined) this.free(block);
    return moved;
  }

  /** Power-on or restart: all is free again. Blocks from before must not be freed any more. */
  reset(): void {
    this.live.clear();
    this.byOwner.clear();
    this.regions = this.emptyRegions();
    this.available = this.capacityBytes;
    this.lowWater = this.capacityBytes;
  }

  private hold(block: HeapBlock): Block {
    this.live.add(block);
    this.available -= block.bytes;
    this.lowWater = Math.min(this.lowWater, this.available);
    this.byOwner.set(block.owner, this.usedBy(block.owner) + block.bytes);
    this.record(heapAllocate, block);
    return block;
  }

  private record(kind: typeof heapAllocate, block: Block): void {
    const { trace } = this.kernel;
    if (!trace.wants(kind)) return;
    const { owner, address, requestedBytes, bytes } = block;
    trace.emit(kind, { owner, address, requestedBytes, bytes, freeBytes: this.available });
  }

  private emptyRegions(): readonly Region[] {
    return this.layout.regions.map((region) => {
      const base = roundUp(region.base, this.layout.alignmentBytes);
      return { free: new FreeList(base, region.bytes) };
    });
  }
}

function roundUp(bytes: number, alignmentBytes: number): number {
  return Math.ceil(bytes / alignmentBytes) * alignmentBytes;
}
