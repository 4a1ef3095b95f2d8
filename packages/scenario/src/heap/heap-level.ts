import { defineTraceKind } from '@w800/kernel';

/** How full the heap is, here and there: enough to draw it without its every block. */
export const heapLevel = defineTraceKind<{
  /** `low-water`: less was free than ever since power-on, and some of it is free again now. */
  readonly reason: 'low-water' | 'step';
  readonly usedBytes: number;
  readonly freeBytes: number;
  /** Of one stretch. */
  readonly largestFreeBytes: number;
  /** The least that was free since power-on. */
  readonly lowWaterBytes: number;
}>('heap.level', 'How full the heap is: where a new low water ends, and after a step');
