import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { faultList } from '../faults/fault-list.ts';

const names = faultList.map(({ name }) => name);
const blows = new Set(faultList.filter(({ lasts }) => !lasts).map(({ name }) => name));

const word = z.enum(['all', ...names]).superRefine((name, context) => {
  if (!blows.has(name)) return;
  const params = { code: 'SCN_WRONG_VALUE', fix: 'Leave it out.' };
  const message = `\`${name}\` is over at once; there is nothing to put right`;
  context.addIssue({ code: 'custom', message, params });
});

export const repair = defineStep({
  name: 'repair',
  summary:
    'Puts right again what lasting faults have broken: one by name, several, or `all`. What is ' +
    'still to come by that name, never comes.',
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
