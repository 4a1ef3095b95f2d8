import { Ballast } from '@w800/memory';
import { defineFault } from '../define-fault.ts';
import { size } from '../../fields/size.ts';

export const heapLeft = defineFault({
  name: 'heap-left',
  class: 'memory',
  summary: 'Something else in the firmware holds all of the heap but so much.',
  reaction:
    'What does not fit ends in `ERROR`, a payload typed after the prompt in `+MQTTPUB:FAIL`; the ' +
    'module goes on and works again when memory is back, or after a restart.',
  basis: { provenance: 'derived', source: 'SDK wm_heap.c: a request that does not fit gets NULL' },
  schema: size('How much is left free.', 300_000),
  example: '2KiB',
  lasts: true,
  stacks: true,
  apply({ module: { heap } }, bytes) {
    const ballast = new Ballast(heap, 'fault.left');
    ballast.leave(bytes);
    return () => ballast.release();
  },
});
