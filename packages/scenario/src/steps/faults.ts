import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { defineStep } from '../define-step.ts';
import { faultHeads, faultIn, faultsListed, type NamedFault } from '../faults/fault-heads.ts';
import { faultList } from '../faults/fault-list.ts';
import { drawnTimes, lasting, span } from '../faults/fault-timing.ts';
import { oneOf } from '../fields/one-of.ts';

const named = oneOf(faultHeads, {}, 'What may break, with its value.', {
  value: { link: 'down' },
  list: faultsListed,
});

const drawn = z
  .strictObject({
    of: z.array(named).min(1).optional().meta({ description: 'The choice.' }),
    any: z
      .literal(true)
      .optional()
      .meta({ description: 'The choice is every fault there is, each with its example.' }),
    except: z
      .array(z.enum(faultList.map(({ name }) => name)))
      .optional()
      .meta({ description: 'With `any`: but not these.' }),
    times: drawnTimes('How many come. Default one.'),
    within: span('They come within this time from the step on.'),
    for: lasting.optional(),
  })
  .superRefine(({ of, any, except }, context) => {
    if (context.issues.length > 0) return;
    const issue = (what: string, params: Record<string, unknown>, path: string[] = []): void => {
      context.addIssue({ code: 'custom', message: what, path, params });
    };
    const fix = 'Write exactly one of `of`, `any`.';
    if (of === undefined && any === undefined) {
      issue('nothing is said of what may break', { code: 'SCN_MISSING_KEY', fix });
    } else if (of !== undefined && any !== undefined) {
      issue('`of` and `any` exclude each other', { fix, onKey: true }, ['any']);
    } else if (of !== undefined && except !== undefined) {
      const advice = 'Leave it out, or write `any: true` instead of `of`.';
      issue('`except` goes with `any` alone', { fix: advice, onKey: true }, ['except']);
    } else if (examples(except).length === 0) {
      issue('nothing is left that may break', { fix: 'Except fewer.' }, ['except']);
    }
  })
  .meta({
    description: 'What may break, how often, and within what time.',
    anyOf: [{ required: ['of'] }, { required: ['any'] }],
  });

export const faults = defineStep({
  name: 'faults',
  summary:
    'Lets the seed decide what breaks, and when: `times` faults `of` a choice, or of `any` there ' +
    'are, at instants `within` a time. Goes on at once; `repair: all` ends them.',
  schema: z.strictObject({ faults: drawn }),
  needs: () => ({ need: 'faults' }),
  async run({ faults: { of, except, times, within, for: forNs } }, host) {
    const choice = of?.flatMap((one) => faultIn(one) ?? []) ?? anyAt(host.bench, except);
    const sites = { ...host.bench.sites, broker: (name?: string) => host.broker(name) };
    const timing = forNs === undefined ? {} : { for: forNs };
    const planned = choice.map((one) => ({ ...one, timing, sites, site: host.site }));
    host.faults.planAny(planned, times, within);
  },
});

/** What there is something to break for at the first broker. */
function anyAt({ brokers }: Bench, except: readonly string[] | undefined): readonly NamedFault[] {
  const listeners = brokers[0]?.end.listeners ?? [];
  return examples(except).filter(
    ({ definition: { speaks } }) =>
      speaks === undefined || listeners.some((one) => one[speaks] !== undefined),
  );
}

function examples(except: readonly string[] = []): readonly NamedFault[] {
  return faultList
    .filter(({ name }) => !except.includes(name))
    .map((definition) => ({ definition, value: definition.schema.parse(definition.example) }));
}
