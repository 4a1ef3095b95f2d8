import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const allocationRefused = defineFault({
  name: 'allocation-refused',
  class: 'memory',
  summary: 'Requests for memory fail although they would fit: the n-th from now on, and so many.',
  reaction: 'Whatever asked for it ends as on a full heap, and the next try succeeds.',
  basis: { provenance: 'derived', source: 'SDK wm_heap.c: a request that fails gets NULL' },
  schema: z.strictObject({
    nth: z.int().min(1).max(1_000_000).default(1).meta({ description: 'Default 1.' }),
    times: z.int().min(1).max(1_000_000).default(1).meta({ description: 'How many. Default 1.' }),
    owner: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Only requests of this owner, such as mqtt.message. Default: all.' }),
  }),
  example: { nth: 1, times: 3 },
  lasts: true,
  stacks: true,
  apply({ module: { heap } }, { nth, times, owner }) {
    let seen = 0;
    return heap.refuse((_bytes, asking) => {
      if (owner !== undefined && asking !== owner) return false;
      seen += 1;
      return seen >= nth && seen < nth + times;
    });
  },
});
