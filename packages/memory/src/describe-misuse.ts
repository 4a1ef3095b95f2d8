import type { Block } from './block.ts';
import { HeapBlock, type BlockList } from './heap-block.ts';

/** What is wrong with a block that is not in use: whose it is, where, and what became of it. */
export function describeMisuse(block: Block, life: BlockList): string {
  const { owner, address, requestedBytes } = block;
  const place = `0x${address.toString(16).padStart(8, '0')}`;
  return `the block of ${owner} at ${place}, ${requestedBytes} bytes, ${fate(block, life)}`;
}

function fate(block: Block, life: BlockList): string {
  if (!(block instanceof HeapBlock)) return 'was never allocated';
  if (block.life === undefined) return 'was freed before';
  return block.life.first === life.first ? 'is from before a restart' : 'is of another heap';
}
