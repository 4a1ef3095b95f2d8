import { Ballast } from '@w800/memory';
import { defineFault } from '../define-fault.ts';
import { size } from '../../fields/size.ts';

export const heapTaken = defineFault({
  name: 'heap-taken',
  class: 'memory',
  summary: 'Something else in the firmware takes so much of the heap, in pieces of at most 4 KiB.',
  reaction: '`AT+SYSRAM?` shows it; what no longer fits ends in `ERROR` or `+MQTTPUB:FAIL`.',
  basis: { provenance: 'derived', source: 'SDK wm_heap.c: a request that does not fit gets NULL' },
  schema: size('How much, headers included, as far as it is there.', 300_000),
  example: '32KiB',
  lasts: true,
  stacks: true,
  apply({ module: { heap } }, bytes) {
    const ballast = new Ballast(heap, 'fault.taken');
    ballast.leave(Math.max(0, heap.freeBytes - bytes));
    return () => ballast.release();
  },
});
