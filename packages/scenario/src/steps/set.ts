import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { variables } from '../fields/variables.ts';
import { fill } from '../variables.ts';

export const set = defineStep({
  name: 'set',
  summary: 'Gives variables a value; `${name}` then stands for it in the text of every step.',
  schema: z.strictObject({ set: variables('Values by name.') }),
  defines: (step) => Object.keys(step.set),
  async run(step, host) {
    for (const [name, value] of Object.entries(step.set)) {
      host.variables.set(name, fill(value, host.variables));
    }
  },
});
