import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { duration } from '../fields/duration.ts';
import { nestedSteps } from '../fields/nested-steps.ts';

export const block = defineStep({
  name: 'steps',
  summary: 'Steps that belong together, with a default time limit of their own.',
  schema: z.strictObject({
    steps: nestedSteps('The steps, in order.'),
    name: z.string().optional().meta({ description: 'What they are for.' }),
    within: duration('How long each wait in here may take unless it says otherwise.').optional(),
  }),
  async run(step, _host, nested) {
    await nested(step.within);
  },
});
