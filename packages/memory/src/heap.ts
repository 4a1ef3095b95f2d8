import type { Kernel } from '@w800/kernel';
import type { Block } from './block.ts';
import { FreeList } from './free-list.ts';
import type { HeapLayout } from './heap-layout.ts';
import { heapAllocate, heapExhausted, heapFree } from './heap-trace.ts';

interface Region {
  readonly free: FreeList;
}

/** Whether a request fails although it would fit. */
export type Refusal = (bytes: number, owner: string) => boolean;

/** What an owner holds. */
interface Account {
  bytes: number;
}

/** Between power-on and the next: what was allocated in another life is not in use. */
interface Life {
  /** The block allocated last; each knows the one before it. */
  newest: HeapBlock | undefined;
  readonly accounts: Map<string, Account>;
}

/** A block as the heap keeps it. */
class HeapBlock implements Block {
  readonly address: number;
  readonly requestedBytes: number;
  readonly bytes: number;
  readonly owner: string;
  readonly region: Region;
  readonly account: Account;
  /** Undefined once it is free. */
  life: Life | undefined;
  older: HeapBlock | undefined;
  newer: HeapBlock | undefined;

  constructor(
    life: Life,
    region: Region,
    address: number,
    bytes: number,
    requestedBytes: number,
    owner: string,
    account: Account,
  ) {
    this.region = region;
    this.address = address;
    this.bytes = bytes;
    this.requestedBytes = requestedBytes;
    this.owner = owner;
    this.account = account;
    this.life = life;
    this.older = life.newest;
    this.newer = undefined;
    if (this.older !== undefined) this.older.newer = this;
    life.newest = this;
  }

  /** Leaves the list of the blocks in use. */
  retire(life: Life): void {
    if (this.newer === undefined) life.newest = this.older;
    else this.newer.older = this.older;
    if (this.older !== undefined) this.older.newer = this.newer;
    this.older = undefined;
    this.newer = undefined;
    this.life = undefined;
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
  private life: Life = { newest: undefined, accounts: new Map() };
  private blocksInUse = 0;
  private regions: readonly Region[];
  private available: number;
  private lowWater: number;
  private refusals: readonly Refusal[] = [];

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

  /** What every block costs beside what is asked for. */
  get headerBytes(): number {
    return this.layout.headerBytes;
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
    return this.blocksInUse;
  }

  /** Bytes held by an owner, headers included. */
  usedBy(owner: string): number {
    return this.life.accounts.get(owner)?.bytes ?? 0;
  }

  /** Bytes held by every owner that holds any, as of now. */
  owners(): ReadonlyMap<string, number> {
    const held = new Map<string, number>();
    for (const [owner, { bytes }] of this.life.accounts) if (bytes > 0) held.set(owner, bytes);
    return held;
  }

  /** Every block in use, in order of address, as of now. */
  blocks(): readonly Block[] {
    const blocks: Block[] = [];
    for (let block = this.life.newest; block !== undefined; block = block.older) {
      blocks.push(block);
    }
    return blocks.toSorted((a, b) => a.address - b.address);
  }

  /**
   * @param bytes what the caller can use, 0 or more
   * @returns undefined when no free stretch is large enough, or for 0 bytes (SDK wm_heap.c)
   */
  allocate(bytes: number, owner: string): Block | undefined {
    const { kernel, layout } = this;
    if (!(Number.isSafeInteger(bytes) && bytes >= 0)) kernel.fail(`${bytes} is no size in bytes`);
    if (bytes === 0) return undefined;
    if (this.refusals.length > 0 && this.isRefused(bytes, owner)) {
      this.recordExhausted(bytes, owner);
      return undefined;
    }
    const cost = roundUp(bytes + layout.headerBytes, layout.alignmentBytes);
    // A rest is split off only when it is larger than two headers.
    const remainderBytesMin = 2 * layout.headerBytes + 1;
    for (const region of this.regions) {
      const span = region.free.take(cost, remainderBytesMin);
      if (span === undefined) continue;
      return this.hold(region, span.address, span.bytes, bytes, owner);
    }
    this.recordExhausted(bytes, owner);
    return undefined;
  }

  /** Whether a block is in use: allocated since the last power-on or restart, and not freed. */
  holds(block: Block): boolean {
    return this.isInUse(block);
  }

  /**
   * Has requests fail that would have fitted, as long as this is not taken back.
   * @param refuses asked once for every request
   * @returns what takes it back
   */
  refuse(refuses: Refusal): () => void {
    this.refusals = [...this.refusals, refuses];
    return () => {
      this.refusals = this.refusals.filter((other) => other !== refuses);
    };
  }

  /** Freeing what is not a block in use is our own fault. */
  free(block: Block): void {
    if (!this.isInUse(block)) {
      this.kernel.fail(`a block of ${block.owner} is freed that is not in use`);
    }
    block.retire(this.life);
    block.region.free.give(block.address, block.bytes);
    block.account.bytes -= block.bytes;
    this.blocksInUse -= 1;
    this.available += block.bytes;
    this.record(heapFree, block);
  }

  /**
   * Gives the owner a block of another size: always a new one, then the old
   * one is freed, never in place, so for a moment both are held (SDK wm_heap.c).
   * @returns undefined when the new block does not fit; the old one stays
   */
  reallocate(block: Block, bytes: number): Block | undefined {
    this.kernel.assert(this.isInUse(block), 'a block that is resized is in use');
    const moved = this.allocate(bytes, block.owner);
    if (moved !== undefined) this.free(block);
    return moved;
  }

  /** Power-on or restart: all is free again. Blocks from before must not be freed any more. */
  reset(): void {
    this.life = { newest: undefined, accounts: new Map() };
    this.blocksInUse = 0;
    this.regions = this.emptyRegions();
    this.available = this.capacityBytes;
    this.lowWater = this.capacityBytes;
  }

  private hold(
    region: Region,
    address: number,
    bytes: number,
    requestedBytes: number,
    owner: string,
  ): Block {
    const { life } = this;
    let account = life.accounts.get(owner);
    if (account === undefined) {
      account = { bytes: 0 };
      life.accounts.set(owner, account);
    }
    const block = new HeapBlock(life, region, address, bytes, requestedBytes, owner, account);
    account.bytes += bytes;
    this.blocksInUse += 1;
    this.available -= bytes;
    this.lowWater = Math.min(this.lowWater, this.available);
    this.record(heapAllocate, block);
    return block;
  }

  /** Each is asked, so that one that counts counts all. */
  private isRefused(bytes: number, owner: string): boolean {
    return this.refusals.filter((refuses) => refuses(bytes, owner)).length > 0;
  }

  private recordExhausted(requestedBytes: number, owner: string): void {
    const { trace } = this.kernel;
    if (!trace.wants(heapExhausted)) return;
    const { freeBytes, largestFreeBytes } = this;
    trace.emit(heapExhausted, { owner, requestedBytes, freeBytes, largestFreeBytes });
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
