import type { AnyFaultDefinition } from '../define-fault.ts';
import { allocationRefused } from './allocation-refused.ts';
import { heapFragmented } from './heap-fragmented.ts';
import { heapLeak } from './heap-leak.ts';
import { heapLeft } from './heap-left.ts';
import { heapTaken } from './heap-taken.ts';

export const memoryFaults: readonly AnyFaultDefinition[] = [
  allocationRefused,
  heapFragmented,
  heapLeak,
  heapLeft,
  heapTaken,
];
