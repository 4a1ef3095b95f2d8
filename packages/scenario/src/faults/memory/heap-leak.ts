import { Ballast } from '@w800/memory';
import type { Alarm } from '@w800/kernel';
import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { duration } from '../../fields/duration.ts';
import { size } from '../../fields/size.ts';

export const heapLeak = defineFault({
  name: 'heap-leak',
  class: 'memory',
  summary: 'A part of the firmware loses memory bit by bit. Repaired it loses no more of it.',
  reaction:
    '`AT+SYSRAM?` falls until something ends as on a full heap; only a restart brings back what ' +
    'is lost.',
  basis: { provenance: 'derived', source: 'SDK wm_heap.c; a restart frees everything' },
  schema: z.strictObject({
    bytes: size('How much each time, as the program asks for it; at least 1.', 65_536),
    every: duration('From one loss to the next.').refine((ns) => ns > 0, {
      message: 'all would be lost at once',
      params: { code: 'SCN_WRONG_VALUE', fix: 'Write a time above 0, or use `heap-left`.' },
    }),
  }),
  example: { bytes: '1KiB', every: '1s' },
  lasts: true,
  stacks: true,
  apply({ kernel, module: { heap } }, { bytes, every }) {
    const ballast = new Ballast(heap, 'fault.leak');
    let alarm: Alarm;
    const lose = (): void => {
      ballast.take(Math.max(1, bytes));
      alarm = kernel.after(every, lose);
    };
    alarm = kernel.after(every, lose);
    return () => alarm.cancel();
  },
});
