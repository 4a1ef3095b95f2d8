import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { faultHeads, faultIn, faultsListed } from '../faults/fault-heads.ts';
import { startKeys, timingKeys, type FaultTiming } from '../faults/fault-timing.ts';
import { oneOf } from '../fields/one-of.ts';

const named = oneOf(faultHeads, timingKeys, 'What breaks, and when.', {
  value: { link: 'down', for: '10s' },
  list: faultsListed,
}).superRefine((value, context) => {
  if (context.issues.length > 0) return;
  const given = value as Record<string, unknown>;
  const [first, second] = startKeys.filter((key) => given[key] !== undefined);
  if (first !== undefined && second !== undefined) {
    const listed = startKeys.map((key) => `\`${key}\``).join(', ');
    const what = `\`${first}\` and \`${second}\` exclude each other`;
    refuse(context, second, what, `Write at most one of ${listed}.`);
  }
  const definition = faultIn(given)?.definition;
  if (definition?.lasts !== false || given['for'] === undefined) return;
  const what = `\`${definition.name}\` is over at once; there is nothing to put right`;
  refuse(context, 'for', what, 'Leave `for` out.');
});

export const fault = defineStep({
  name: 'fault',
  summary:
    'Breaks something around the module and goes on: at once, or `after` a time, `at` an ' +
    'instant, `on` an event, or `drawn` from the seed. With `for`, it is repaired by itself ' +
    'after that time. One that has not come when the run ends fails the run.',
  schema: z.strictObject({ fault: named }),
  needs: () => ({ need: 'faults' }),
  async run(step, host) {
    const given = step.fault as Record<string, unknown> & FaultTiming;
    const broken = faultIn(given);
    if (broken === undefined) return;
    const sites = { ...host.bench.sites, broker: (name?: string) => host.broker(name) };
    host.faults.plan({ ...broken, timing: given, sites, site: host.site }, host.variables);
  },
});

function refuse(context: z.core.$RefinementCtx, key: string, message: string, fix: string): void {
  const params = { code: 'SCN_WRONG_VALUE', fix, onKey: true };
  context.addIssue({ code: 'custom', message, path: [key], params });
}
