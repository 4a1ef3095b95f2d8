import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { wholeMilliseconds } from '../../fields/whole-milliseconds.ts';
import { millisecond } from '@w800/kernel';

const dipMs = 5;

export const brownOut = defineFault({
  name: 'brown-out',
  class: 'power',
  summary: 'The supply dips so far that the module starts anew, once or several times in a row.',
  reaction:
    'The module falls silent and says `ready` 300 ms after the last dip; dips closer than that ' +
    'keep it from ever being ready.',
  basis: { provenance: 'assumed', source: 'A dip below the reset threshold is a short power cut.' },
  schema: z.strictObject({
    dips: z.int().min(1).max(1_000).default(1).meta({ description: 'How many. Default 1.' }),
    every: wholeMilliseconds('From one dip to the next; more than 5ms. Default 200ms.')
      .refine((ms) => ms > dipMs, {
        message: 'the dips would be one',
        params: { code: 'SCN_WRONG_VALUE', fix: 'Write more than 5ms.' },
      })
      .optional(),
  }),
  example: { dips: 3, every: '200ms' },
  lasts: false,
  apply({ kernel, module }, { dips, every = 200 }) {
    const dip = (left: number): void => {
      module.powerOff();
      kernel.after(dipMs * millisecond, () => module.powerOn());
      if (left > 1) kernel.after(every * millisecond, () => dip(left - 1));
    };
    dip(dips);
    return undefined;
  },
});
