import { z } from 'zod';
import type { HeapReader } from '../bench.ts';
import { defineStep } from '../define-step.ts';
import { comparison, type Comparison } from '../fields/comparison.ts';
import { readDuration, showDuration } from '../fields/duration.ts';
import { readSize } from '../fields/size.ts';
import type { HostDriver } from '../host-driver.ts';
import { StepFailure } from '../step-failure.ts';

const examples = ['>= 100KiB'];
const bytes = (description: string) => comparison(readSize, { description, examples }).optional();

const readings = {
  free: ['freeBytes', 'free bytes now'],
  used: ['usedBytes', 'used bytes now'],
  lowWater: ['lowWaterBytes', 'the least free bytes there ever were'],
  largest: ['largestFreeBytes', 'the largest block that could be allocated'],
} as const satisfies Record<string, readonly [keyof HeapReader, string]>;

const heap = z
  .strictObject({
    free: bytes('Free bytes now.'),
    used: bytes('Used bytes now.'),
    lowWater: bytes('The least free bytes there ever were.'),
    largest: bytes('The largest block that could be allocated.'),
  })
  .meta({ description: "Bounds for the module's heap." });

export const check = defineStep({
  name: 'check',
  summary: 'Holds readings of the module against bounds, at this moment.',
  schema: z.strictObject({
    check: z
      .strictObject({
        heap: heap.optional(),
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
  async run(step, host) {
    for (const [name, [field, meaning]] of Object.entries(readings)) {
      const bound = step.check.heap?.[name as keyof typeof readings];
      hold(host, `heap ${name} (${meaning})`, bound, host.bench.heap[field], (n) => `${n} bytes`);
    }
    hold(host, 'time', step.check.time, host.bench.kernel.now, showDuration);
  },
});

function hold(
  host: HostDriver,
  name: string,
  bound: Comparison | undefined,
  reading: number,
  show: (reading: number) => string,
): void {
  if (bound === undefined || bound.holds(reading)) return;
  const message = `${name} is ${show(reading)}, not ${bound.text}`;
  throw new StepFailure(message, `${name} ${bound.text}`, [show(reading)], host.site);
}
