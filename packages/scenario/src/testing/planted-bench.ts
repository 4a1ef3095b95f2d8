import type { Block, Heap } from '@w800/memory';
import type { OpenBench } from '../run-scenario.ts';
import { openTwinBench } from '../twin-bench.ts';

/**
 * Opens twins whose module has been spoiled.
 * @param spoil is given the heap of the module, switched off
 */
export function plantedBench(spoil: (heap: Heap) => void): OpenBench {
  return async ({ world, module }, kernel, dialect) => {
    const bench = await openTwinBench(kernel, world, dialect, { module });
    spoil(bench.heap);
    return bench;
  };
}

/** Forgets to give back what an owner frees, but for the first so many times. */
export function forgetful(owner: string, goodFrees = 0): (heap: Heap) => void {
  return (heap) => {
    const free = heap.free.bind(heap);
    let left = goodFrees;
    heap.free = (block) => {
      if (block.owner === owner && left <= 0) return;
      if (block.owner === owner) left -= 1;
      free(block);
    };
  };
}

/** The same, once, and only when a request has failed before. */
export function forgetfulAfterFailure(owner: string): (heap: Heap) => void {
  return afterFailure(owner, () => {});
}

/** Gives a block of an owner back twice when a request has failed before. */
export function freesTwiceAfterFailure(owner: string): (heap: Heap) => void {
  return afterFailure(owner, (block, free) => {
    free(block);
    free(block);
  });
}

/** Frees the next block of an owner in another way when a request has failed. */
function afterFailure(
  owner: string,
  other: (block: Block, free: (block: Block) => void) => void,
): (heap: Heap) => void {
  return (heap) => {
    const free = heap.free.bind(heap);
    const allocate = heap.allocate.bind(heap);
    let isArmed = false;
    heap.allocate = (bytes, by) => {
      const block = allocate(bytes, by);
      if (block === undefined && bytes > 0) isArmed = true;
      return block;
    };
    heap.free = (block) => {
      if (!isArmed || block.owner !== owner) {
        free(block);
        return;
      }
      isArmed = false;
      other(block, free);
    };
  };
}
