import type { Block, Heap } from '@w800/memory';

/** Takes a block that costs so much, its header included, of a heap with room for it. */
export function takeBlock(heap: Heap, costBytes: number, owner: string): Block {
  const block = heap.allocate(costBytes - heap.headerBytes, owner);
  if (block === undefined) throw new Error(`${costBytes} bytes of ${owner} do not fit`);
  return block;
}
