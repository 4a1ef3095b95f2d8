import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { asList, expectations } from '../fields/expectation.ts';
import { duration } from '../fields/duration.ts';
import { nestedSteps } from '../fields/nested-steps.ts';

export const never = defineStep({
  name: 'never',
  summary:
    'The module must not say this: for the rest of the file; with `within`, for that long, ' +
    'which the step waits out; with `steps`, while those run. It fails at that very byte.',
  schema: z.strictObject({
    never: expectations.meta({ description: 'What must not come; of a list, none may.' }),
    within: duration('Waits this long and watches.').optional(),
    steps: nestedSteps('The steps that are watched.').optional(),
  }),
  lastsNs: (step) => step.within ?? 0,
  async run(step, host, nested) {
    const guards = asList(step.never).map((unwanted) => host.guard(unwanted));
    if (step.steps !== undefined) await nested();
    if (step.within !== undefined) await host.wait(step.within);
    if (step.steps === undefined && step.within === undefined) return;
    for (const guard of guards) host.unguard(guard);
  },
});
