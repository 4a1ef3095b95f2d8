import type { Block } from './block.ts';
import type { Account } from './account.ts';
import type { FreeList } from './free-list.ts';

/** The blocks that are in use in one life of a heap. */
export interface BlockList {
  /** That of the heap's first life, by which lives of one heap know each other. */
  readonly first: BlockList;
  /** The block taken last; each knows the one before it. */
  newest: HeapBlock | undefined;
  /** How many blocks were taken so far, in this life and those before it. */
  ordinal: number;
}

/** A block as the heap keeps it: in a list of the blocks in use, in the order they were taken. */
export class HeapBlock implements Block {
  readonly address: number;
  readonly requestedBytes: number;
  readonly bytes: number;
  readonly owner: string;
  readonly region: FreeList;
  readonly account: Account;
  /** How many blocks were taken until then, this one included. */
  readonly ordinal: number;
  /** Undefined once it is free. */
  life: BlockList | undefined;
  older: HeapBlock | undefined;
  newer: HeapBlock | undefined;

  constructor(
    life: BlockList,
    region: FreeList,
    address: number,
    bytes: number,
    requestedBytes: number,
    account: Account,
  ) {
    this.address = address;
    this.requestedBytes = requestedBytes;
    this.bytes = bytes;
    this.owner = account.owner;
    this.region = region;
    this.account = account;
    life.ordinal += 1;
    this.ordinal = life.ordinal;
    this.life = life;
    this.older = life.newest;
    this.newer = undefined;
    if (this.older !== undefined) this.older.newer = this;
    life.newest = this;
  }

  /** Leaves the list of the blocks in use. */
  retire(life: BlockList): void {
    if (this.newer === undefined) life.newest = this.older;
    else this.newer.older = this.older;
    if (this.older !== undefined) this.older.newer = this.newer;
    this.older = undefined;
    this.newer = undefined;
    this.life = undefined;
  }
}
