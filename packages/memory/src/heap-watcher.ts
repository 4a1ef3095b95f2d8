import type { Block } from './block.ts';

/** An instrument that follows what becomes of the heap. It must not change the heap itself. */
export interface HeapWatcher {
  /** A block was taken; what the heap tells includes it. */
  taken(block: Block): void;
  /** A block is about to be given back; what the heap tells still includes it. */
  leaving(block: Block): void;
  /** Power-on or restart is about to forget everything. */
  ending(): void;
}
