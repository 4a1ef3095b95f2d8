import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { comparison } from '../fields/comparison.ts';
import { readDuration, showDuration } from '../fields/duration.ts';
import { heapBounds } from '../heap/heap-bounds.ts';
import { holdHeap } from '../heap/hold-heap.ts';
import { StepFailure } from '../step-failure.ts';

export const check = defineStep({
  name: 'check',
  summary: 'Holds readings of the module against bounds, at this moment.',
  schema: z.strictObject({
    check: z
      .strictObject({
        heap: heapBounds.optional(),
        time: comparison(readDuration, {
          description: 'Virtual time since the run began.',
          examples: ['<= 20s'],
        }).optional(),
      })
      .superRefine((value, context) => {
        if (context.issues.length > 0 || value.heap !== undefined || value.time !== undefined)
          return;
        const params = { code: 'SCN_MISSING_KEY', fix: 'Write `heap`, `time` or both.' };
        context.addIssue({ code: 'custom', message: 'nothing is checked here', params });
      })
      .meta({ description: 'What is checked.' }),
  }),
  needs: ({ check: { heap: bounds } }) => ({
    need: bounds === undefined ? 'clock' : 'heap',
    looks: true,
  }),
  async run({ check: { heap, time } }, host) {
    if (heap !== undefined) holdHeap(heap, host);
    const { now } = host.bench.kernel;
    if (time === undefined || time.holds(now)) return;
    const told = showDuration(now);
    const message = `time is ${told}, not ${time.text}`;
    throw new StepFailure(message, `time ${time.text}`, [told], host.site);
  },
});
