export type { Block } from './block.ts';
export { Ballast } from './ballast.ts';
export { Heap, type Refusal } from './heap.ts';
export type { HeapLayout, HeapRegion } from './heap-layout.ts';
export { heapAllocate, heapExhausted, heapFree } from './heap-trace.ts';
