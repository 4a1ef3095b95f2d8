export type { Block } from './block.ts';
export { Heap } from './heap.ts';
export type { HeapLayout, HeapRegion } from './heap-layout.ts';
export { heapAllocate, heapExhausted, heapFree } from './heap-trace.ts';
