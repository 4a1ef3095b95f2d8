import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { duration } from '../fields/duration.ts';

export const wait = defineStep({
  name: 'wait',
  summary: 'Lets virtual time pass. What the module says meanwhile stays to be expected.',
  schema: z.strictObject({ wait: duration('How long.') }),
  lastsNs: (step) => step.wait,
  async run(step, host) {
    await host.wait(step.wait);
  },
});
