import type { Heap } from '@w800/memory';
import { lastingOwners } from '../session/lasting-owners.ts';

/** What the first connect takes for good: a task, eight locks and two semaphores. */
export const lastingBytesMax = 8_344 + 8 * 104 + 2 * 104;

/** What there is of it. */
export function lastingBytes(heap: Heap): number {
  return lastingOwners.reduce((sum, owner) => sum + heap.usedBy(owner), 0);
}

const stationOwners = ['wifi.station', 'lwip.dhcp'];

/**
 * Who holds memory, in how many blocks and for how many bytes of use, but for
 * what a first connect takes for good. What a block costs beyond that depends
 * on the stretch it was cut from.
 * @param withStation whether what the station holds while it is somewhere counts
 */
export function heldMemory(heap: Heap, withStation = true): Readonly<Record<string, string>> {
  const sums = new Map<string, { blocks: number; bytes: number }>();
  for (const { owner, requestedBytes } of heap.blocks()) {
    if (lastingOwners.includes(owner)) continue;
    if (!withStation && stationOwners.includes(owner)) continue;
    const { blocks, bytes } = sums.get(owner) ?? { blocks: 0, bytes: 0 };
    sums.set(owner, { blocks: blocks + 1, bytes: bytes + requestedBytes });
  }
  return Object.fromEntries(
    Array.from(sums, ([owner, { blocks, bytes }]) => [owner, `${blocks} for ${bytes}`]),
  );
}
