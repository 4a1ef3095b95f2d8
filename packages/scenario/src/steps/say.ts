import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { said } from '../trace-kinds.ts';
import { fill } from '../variables.ts';

export const say = defineStep({
  name: 'say',
  summary: 'A remark for the reader of a report; does nothing.',
  schema: z.strictObject({ say: z.string().meta({ description: 'The remark.' }) }),
  async run(step, host) {
    host.bench.kernel.trace.emit(said, { text: fill(step.say, host.variables) });
  },
});
