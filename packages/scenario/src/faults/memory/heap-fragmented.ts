import { Ballast } from '@w800/memory';
import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { size } from '../../fields/size.ts';

export const heapFragmented = defineFault({
  name: 'heap-fragmented',
  class: 'memory',
  summary: 'Small blocks stand all over the heap: much is free, but no stretch longer than that.',
  reaction:
    'A request larger than the longest stretch fails with plenty free: a large payload ends in ' +
    '`ERROR` while small messages go on.',
  basis: { provenance: 'derived', source: 'SDK wm_heap.c: first fit, a block lies in one stretch' },
  schema: z.strictObject({ largest: size('The longest free stretch, at least 64.', 131_072) }),
  example: { largest: '2KiB' },
  lasts: true,
  stacks: true,
  apply({ module: { heap } }, { largest }) {
    const ballast = new Ballast(heap, 'fault.fragments');
    ballast.fragment(Math.max(64, largest));
    return () => ballast.release();
  },
});
