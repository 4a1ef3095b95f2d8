import type { Block, HeapMark } from '@w800/memory';

/** What a fault of the scenario holds is not the module's. */
const faultPrefix = 'fault.';

/** What an owner holds: how many blocks, and the bytes it asked for in all. */
export interface Holding {
  readonly blocks: number;
  readonly requestedBytes: number;
}

/** What is held at a point of a run by what was taken since it booted, by owner. */
export type Holdings = Readonly<Record<string, Holding>>;

/**
 * What was taken since a mark and is held. Sizes are as they were asked for:
 * what a block costs beyond that hangs on the gap it fell into.
 */
export function holdingsSince(mark: HeapMark): Holdings {
  const held: Record<string, Holding> = {};
  for (const { owner, requestedBytes } of sortedBlocks(mark)) {
    if (owner.startsWith(faultPrefix)) continue;
    const before = held[owner] ?? { blocks: 0, requestedBytes: 0 };
    held[owner] = {
      blocks: before.blocks + 1,
      requestedBytes: before.requestedBytes + requestedBytes,
    };
  }
  return held;
}

/** What one holds beyond the other, in a sentence an owner; none where it is no more. */
export function beyond(held: Holdings, usual: Holdings): readonly string[] {
  return Object.entries(held).flatMap(([owner, { blocks, requestedBytes }]) => {
    const before = usual[owner] ?? { blocks: 0, requestedBytes: 0 };
    const moreBlocks = blocks - before.blocks;
    const moreBytes = requestedBytes - before.requestedBytes;
    if (moreBlocks <= 0 && moreBytes <= 0) return [];
    const count = `${moreBlocks} ${moreBlocks === 1 ? 'block' : 'blocks'}`;
    const size = `${moreBytes} ${moreBytes === 1 ? 'byte' : 'bytes'}`;
    return [`${owner} holds ${count} and ${size} too many`];
  });
}

/** The larger of both, owner by owner. */
export function atMost(one: Holdings, other: Holdings): Holdings {
  const larger = Object.entries(other).map(([owner, { blocks, requestedBytes }]) => {
    const held = one[owner] ?? { blocks: 0, requestedBytes: 0 };
    const most = {
      blocks: Math.max(blocks, held.blocks),
      requestedBytes: Math.max(requestedBytes, held.requestedBytes),
    };
    return [owner, most] as const;
  });
  return { ...one, ...Object.fromEntries(larger) };
}

/** By owner, so that the same holdings read the same. */
function sortedBlocks(mark: HeapMark): readonly Block[] {
  return mark.blocks().toSorted((one, other) => (one.owner < other.owner ? -1 : 1));
}
