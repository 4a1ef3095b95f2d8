import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { comparison } from '../fields/comparison.ts';
import { nestedSteps } from '../fields/nested-steps.ts';
import type { Read } from '../fields/quantity.ts';
import { checkRecordPattern, recordKeys, wantedRecords } from '../fields/record-pattern.ts';
import { StepFailure } from '../step-failure.ts';

export const records = defineStep({
  name: 'records',
  summary:
    'Counts records of the trace while its steps run, and holds their number against a bound: ' +
    'what the serial port does not show, such as a segment that was sent again.',
  schema: z.strictObject({
    records: z
      .strictObject({
        ...recordKeys,
        count: comparison(readCount, {
          description: 'How many there must be. Default ">= 1".',
          examples: ['>= 1', '== 0'],
        }).optional(),
      })
      .superRefine(checkRecordPattern)
      .meta({ description: 'Which records, and how many.' }),
    steps: nestedSteps('The steps during which they are counted.'),
  }),
  needs: () => ({ need: 'trace', looks: true }),
  async run({ records: pattern }, host, nested) {
    const { event, count } = pattern;
    const { site } = host;
    const { kind, which, fit } = wantedRecords(pattern, host.variables);
    let seen = 0;
    const end = host.bench.kernel.trace.on(kind, (record) => {
      if (fit(record)) seen += 1;
    });
    try {
      await nested();
    } finally {
      end();
    }
    if (count === undefined ? seen >= 1 : count.holds(seen)) return;
    const wanted = `${count?.text ?? '>= 1'} \`${event}\`${which === '' ? '' : ` ${which}`}`;
    throw new StepFailure(`there were ${seen}, not ${wanted}`, wanted, [`${seen}`], site);
  },
});

function readCount(text: string): Read<number> {
  if (/^\d{1,9}$/.test(text)) return { ok: true, value: Number(text) };
  return { ok: false, what: `\`${text}\` is no count`, fix: 'Write a whole number.' };
}
