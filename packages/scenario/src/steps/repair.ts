import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { faultList } from '../faults/fault-list.ts';

const lasting = faultList.filter(({ lasts }) => lasts).map(({ name }) => name);
const word = z.enum(['all', ...lasting]);

export const repair = defineStep({
  name: 'repair',
  summary: 'Puts right again what a lasting fault has broken: one by name, several, or `all`.',
  schema: z.strictObject({
    repair: z.union([word, z.array(word).min(1)]).meta({ description: 'Which faults end.' }),
  }),
  needs: () => ({ need: 'faults' }),
  async run({ repair: wanted }, host) {
    for (const name of Array.isArray(wanted) ? wanted : [wanted]) {
      host.faults.repair(name === 'all' ? undefined : name);
    }
  },
});
