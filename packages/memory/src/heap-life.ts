import type { Account } from './account.ts';
import type { BlockList, HeapBlock } from './heap-block.ts';

/**
 * What the heap knows between one power-on and the next: the blocks in use and
 * whose they are. What was allocated in another life is not in use.
 */
export class HeapLife implements BlockList {
  readonly first: BlockList;
  newest: HeapBlock | undefined;
  blockCount = 0;
  ordinal: number;

  private readonly accounts = new Map<string, Account>();

  constructor(before?: HeapLife) {
    this.first = before?.first ?? this;
    this.ordinal = before?.ordinal ?? 0;
  }

  account(owner: string): Account {
    const account = this.accounts.get(owner);
    return account ?? this.open(owner);
  }

  /** Bytes held by an owner, headers included. */
  heldBy(owner: string): number {
    return this.accounts.get(owner)?.bytes ?? 0;
  }

  /** Bytes held by every owner that holds any. */
  held(): Map<string, number> {
    const held = new Map<string, number>();
    for (const { owner, bytes } of this.accounts.values()) if (bytes > 0) held.set(owner, bytes);
    return held;
  }

  /** The blocks in use that were taken after so many others, the newest first. */
  blocksAfter(ordinal: number): HeapBlock[] {
    const blocks: HeapBlock[] = [];
    for (let block = this.newest; block !== undefined; block = block.older) {
      if (block.ordinal <= ordinal) break;
      blocks.push(block);
    }
    return blocks;
  }

  private open(owner: string): Account {
    const account = { owner, bytes: 0 };
    this.accounts.set(owner, account);
    return account;
  }
}
