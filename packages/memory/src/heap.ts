import type { Kernel } from '@w800/kernel';
import type { Block } from './block.ts';
import { describeMisuse } from './describe-misuse.ts';
import { FreeList } from './free-list.ts';
import { HeapBlock } from './heap-block.ts';
import type { HeapLayout } from './heap-layout.ts';
import { HeapLife } from './heap-life.ts';
import { HeapMark } from './heap-mark.ts';
import { heapAllocate, heapExhausted, heapFree } from './heap-trace.ts';
import type { HeapWatcher } from './heap-watcher.ts';
import { byBytes, type Holder } from './holder.ts';
import type { Stretch } from './stretch.ts';

/** Whether a request fails although it would fit. */
export type Refusal = (bytes: number, owner: string) => boolean;

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
  /** A rest is split off only when it is larger than two headers. */
  private readonly remainderBytesMin: number;
  private life = new HeapLife();
  private regions: readonly FreeList[];
  private available: number;
  private lowWater: number;
  private refusals: readonly Refusal[] = [];
  private watchers: readonly HeapWatcher[] = [];

  constructor(kernel: Kernel, layout: HeapLayout) {
    this.kernel = kernel;
    this.layout = layout;
    for (const { name, bytes } of layout.regions) {
      kernel.assert(bytes % layout.alignmentBytes === 0, `heap region ${name} ends aligned`);
    }
    this.remainderBytesMin = 2 * layout.headerBytes + 1;
    this.capacityBytes = layout.regions.reduce((sum, { bytes }) => sum + bytes, 0);
    this.regions = this.emptyRegions();
    this.available = this.capacityBytes;
    this.lowWater = this.capacityBytes;
  }

  /** What every block costs beside what is asked for. */
  get headerBytes(): number {
    return this.layout.headerBytes;
  }

  /** Addresses and sizes of blocks are multiples of this. */
  get alignmentBytes(): number {
    return this.layout.alignmentBytes;
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
    return Math.max(0, ...this.regions.map((region) => region.largestBytes));
  }

  get blockCount(): number {
    return this.life.blockCount;
  }

  /** Bytes held by an owner, headers included. */
  usedBy(owner: string): number {
    return this.life.heldBy(owner);
  }

  /** Bytes held by every owner that holds any, as of now. */
  owners(): ReadonlyMap<string, number> {
    return this.life.held();
  }

  /** The same as a list, the most first. */
  holders(): readonly Holder[] {
    return Array.from(this.life.held(), ([owner, bytes]) => ({ owner, bytes })).toSorted(byBytes);
  }

  /** Every block in use, in order of address, as of now. */
  blocks(): readonly Block[] {
    return this.life.blocksAfter(0).toSorted((a, b) => a.address - b.address);
  }

  /** Every free stretch in the order requests try them: by region, then by address. */
  stretches(): readonly Stretch[] {
    return this.regions.flatMap((region) => region.stretches());
  }

  /** Whether a block is in use: allocated since the last power-on or restart, and not freed. */
  holds(block: Block): boolean {
    return this.isInUse(block);
  }

  /** This moment, for telling later what is held that was not held now. */
  mark(): HeapMark {
    return new HeapMark(() => this.life);
  }

  /**
   * @param bytes what the caller can use, 0 or more
   * @returns undefined when no free stretch is large enough, or for 0 bytes (SDK wm_heap.c)
   */
  allocate(bytes: number, owner: string): Block | undefined {
    if (this.isNothing(bytes)) return undefined;
    const isRefused = this.refusals.length > 0 && this.isRefused(bytes, owner);
    const block = isRefused ? undefined : this.fit(bytes, owner);
    if (block === undefined) this.recordExhausted(bytes, owner);
    return block;
  }

  /**
   * Takes memory that the module did not ask for, as whoever disturbs it does:
   * it is no request, so it is not refused, and one that does not fit exhausts
   * nothing.
   * @param bytes as of `allocate`
   * @param address of the block's header. Default: where a request would get it
   * @returns undefined when there is no room
   */
  occupy(bytes: number, owner: string, address?: number): Block | undefined {
    if (this.isNothing(bytes)) return undefined;
    if (address === undefined) return this.fit(bytes, owner);
    const { alignmentBytes } = this.layout;
    this.kernel.assert(address % alignmentBytes === 0, 'a block is placed at an aligned address');
    for (const region of this.regions) {
      const stretch = region.takeAt(address, this.costOf(bytes), this.remainderBytesMin);
      if (stretch !== undefined) return this.hold(region, stretch, bytes, owner);
    }
    return undefined;
  }

  /** Freeing what is not a block in use is our own fault. */
  free(block: Block): void {
    const { life } = this;
    if (!this.isInUse(block)) this.kernel.fail(`${describeMisuse(block, life)} and is freed now`);
    if (this.watchers.length > 0) for (const watcher of this.watchers) watcher.leaving(block);
    block.retire(life);
    block.region.give(block.address, block.bytes);
    block.account.bytes -= block.bytes;
    life.blockCount -= 1;
    this.available += block.bytes;
    this.record(heapFree, block);
  }

  /**
   * Gives the owner a block of another size: always a new one, then the old
   * one is freed, never in place, so for a moment both are held (SDK wm_heap.c).
   * @returns undefined when the new block does not fit; the old one stays
   */
  reallocate(block: Block, bytes: number): Block | undefined {
    if (!this.isInUse(block)) {
      this.kernel.fail(`${describeMisuse(block, this.life)} and is resized now`);
    }
    const moved = this.allocate(bytes, block.owner);
    if (moved !== undefined) this.free(block);
    return moved;
  }

  /** Power-on or restart: all is free again. Blocks from before must not be freed any more. */
  reset(): void {
    for (const watcher of this.watchers) watcher.ending();
    this.life = new HeapLife(this.life);
    this.regions = this.emptyRegions();
    this.available = this.capacityBytes;
    this.lowWater = this.capacityBytes;
  }

  /**
   * Has requests fail that would have fitted, as long as this is not taken back.
   * @param refuses asked once for every request of more than 0 bytes
   * @returns what takes it back
   */
  refuse(refuses: Refusal): () => void {
    this.refusals = [...this.refusals, refuses];
    return () => {
      this.refusals = this.refusals.filter((other) => other !== refuses);
    };
  }

  /**
   * Has an instrument told what becomes of the heap.
   * @returns what ends it
   */
  watch(watcher: HeapWatcher): () => void {
    this.watchers = [...this.watchers, watcher];
    return () => {
      this.watchers = this.watchers.filter((other) => other !== watcher);
    };
  }

  /** Whether a request is for nothing. One that is no size at all is our own fault. */
  private isNothing(bytes: number): boolean {
    if (Number.isSafeInteger(bytes) && bytes >= 0) return bytes === 0;
    return this.kernel.fail(`${bytes} is no size in bytes`);
  }

  private costOf(bytes: number): number {
    return roundUp(bytes + this.layout.headerBytes, this.layout.alignmentBytes);
  }

  /** First fit. */
  private fit(bytes: number, owner: string): Block | undefined {
    const cost = this.costOf(bytes);
    for (const region of this.regions) {
      const stretch = region.take(cost, this.remainderBytesMin);
      if (stretch !== undefined) return this.hold(region, stretch, bytes, owner);
    }
    return undefined;
  }

  private hold(
    region: FreeList,
    { address, bytes }: Stretch,
    requestedBytes: number,
    owner: string,
  ): Block {
    const { life } = this;
    const account = life.account(owner);
    const block = new HeapBlock(life, region, address, bytes, requestedBytes, account);
    account.bytes += bytes;
    life.blockCount += 1;
    this.available -= bytes;
    if (this.available < this.lowWater) this.lowWater = this.available;
    if (this.watchers.length > 0) for (const watcher of this.watchers) watcher.taken(block);
    this.record(heapAllocate, block);
    return block;
  }

  /** Each is asked, so that one that counts counts all. */
  private isRefused(bytes: number, owner: string): boolean {
    let isRefused = false;
    for (const refuses of this.refusals) if (refuses(bytes, owner)) isRefused = true;
    return isRefused;
  }

  private recordExhausted(requestedBytes: number, owner: string): void {
    const { trace } = this.kernel;
    if (!trace.wants(heapExhausted)) return;
    const { freeBytes, largestFreeBytes } = this;
    const holders = this.holders();
    trace.emit(heapExhausted, { owner, requestedBytes, freeBytes, largestFreeBytes, holders });
  }

  private isInUse(block: Block): block is HeapBlock {
    return block instanceof HeapBlock && block.life === this.life;
  }

  private record(kind: typeof heapAllocate, block: Block): void {
    const { trace } = this.kernel;
    if (!trace.wants(kind)) return;
    const { owner, address, requestedBytes, bytes } = block;
    trace.emit(kind, { owner, address, requestedBytes, bytes, freeBytes: this.available });
  }

  private emptyRegions(): readonly FreeList[] {
    return this.layout.regions.map(({ base, bytes }) => {
      return new FreeList(roundUp(base, this.layout.alignmentBytes), bytes);
    });
  }
}

function roundUp(bytes: number, alignmentBytes: number): number {
  const beyond = bytes % alignmentBytes;
  return beyond === 0 ? bytes : bytes - beyond + alignmentBytes;
}
