import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { markName } from '../heap/mark-name.ts';

export const mark = defineStep({
  name: 'mark',
  summary: "Remembers what the module's heap holds now, for `check` to compare with later.",
  schema: z.strictObject({ mark: markName }),
  needs: () => ({ need: 'heap', looks: true }),
  async run(step, host) {
    host.gauge.mark(step.mark);
  },
});
