import type { Block } from './block.ts';
import type { HeapLife } from './heap-life.ts';
import { byBytes, type Holder } from './holder.ts';

/** What an owner holds now that was not held at a mark. */
export interface Growth extends Holder {
  /** How many blocks the bytes are in. */
  readonly blocks: number;
  /**
   * What the owner holds now less what it held then: below `bytes` where
   * others of its blocks were freed, 0 where new ones only took their place.
   */
  readonly netBytes: number;
}

/**
 * A moment of the heap, to compare with later: what is held now and was not
 * held then has leaked, if nobody should hold it. A block that was moved by
 * `reallocate` is another block. After a power-on or restart nothing is left
 * of what was held then, so everything held is new; `netBytes` still compares
 * the two lives.
 */
export class HeapMark {
  private readonly life: () => HeapLife;
  private readonly ordinal: number;
  private readonly heldThen: ReadonlyMap<string, number>;

  /** @param life the life the heap is in whenever it is asked */
  constructor(life: () => HeapLife) {
    this.life = life;
    this.ordinal = life().ordinal;
    this.heldThen = life().held();
  }

  /** Every owner with blocks that were not held then, the most bytes first. */
  grown(): readonly Growth[] {
    const sums = new Map<string, { blocks: number; bytes: number }>();
    for (const { owner, bytes } of this.life().blocksAfter(this.ordinal)) {
      const sum = sums.get(owner) ?? { blocks: 0, bytes: 0 };
      sum.blocks += 1;
      sum.bytes += bytes;
      sums.set(owner, sum);
    }
    const grown = Array.from(sums, ([owner, sum]) => ({
      owner,
      ...sum,
      netBytes: this.life().heldBy(owner) - (this.heldThen.get(owner) ?? 0),
    }));
    return grown.toSorted(byBytes);
  }

  /** The blocks behind `grown`, in the order they were taken. */
  blocks(): readonly Block[] {
    return this.life().blocksAfter(this.ordinal).toReversed();
  }
}
