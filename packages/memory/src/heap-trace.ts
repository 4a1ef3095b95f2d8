import { defineTraceKind } from '@w800/kernel';

/** A block as the trace shows it. */
interface BlockFields {
  readonly owner: string;
  readonly address: number;
  readonly requestedBytes: number;
  readonly bytes: number;
  /** What is free after the event, both regions together. */
  readonly freeBytes: number;
}

export const heapAllocate = defineTraceKind<BlockFields>(
  'heap.allocate',
  'The module took a block of memory',
);

export const heapFree = defineTraceKind<BlockFields>(
  'heap.free',
  'The module gave a block of memory back',
);

export const heapExhausted = defineTraceKind<{
  readonly owner: string;
  readonly requestedBytes: number;
  readonly freeBytes: number;
  /** Smaller than `freeBytes` when the heap is fragmented or split in regions. */
  readonly largestFreeBytes: number;
  /** Who held what at this moment, headers included, the most first. */
  readonly holders: readonly { readonly owner: string; readonly bytes: number }[];
}>('heap.exhausted', 'The module asked for memory and no free block was large enough');
