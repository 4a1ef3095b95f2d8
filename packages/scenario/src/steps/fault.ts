import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { faultList } from '../faults/fault-list.ts';
import { duration } from '../fields/duration.ts';
import { oneOf } from '../fields/one-of.ts';

const heads = Object.fromEntries(
  faultList.map(({ name, schema, summary }) => [name, schema.meta({ description: summary })]),
);

export const fault = defineStep({
  name: 'fault',
  summary:
    'Breaks or repairs something around the module, at once, and goes on. With `for`, it is ' +
    'repaired by itself after that time.',
  schema: z.strictObject({
    fault: oneOf(
      heads,
      { for: duration('How long it stays so, in virtual time. Default: until said otherwise.') },
      'What is broken or repaired.',
    ),
  }),
  needs: () => ({ need: 'faults' }),
  async run(step, host) {
    const { for: forNs, ...named } = step.fault as Record<string, unknown> & { for?: number };
    const sites = { ...host.bench.sites, broker: (name?: string) => host.broker(name) };
    for (const definition of faultList) {
      const value = named[definition.name];
      if (value !== undefined) host.faults.apply(definition, value, sites, forNs);
    }
  },
});
