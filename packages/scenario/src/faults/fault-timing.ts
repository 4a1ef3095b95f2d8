import { z } from 'zod';
import { duration } from '../fields/duration.ts';
import { eventTrigger } from './event-trigger.ts';

/** The most times one step draws. */
const timesMax = 10_000;

/** How often something is drawn. */
export function drawnTimes(description: string) {
  return z.int().min(1).max(timesMax).default(1).meta({ description });
}

/** A length of time that is not nothing. */
export function span(description: string) {
  return duration(description).refine((ns) => ns > 0, {
    message: 'this is no time at all',
    params: { code: 'SCN_WRONG_VALUE', fix: 'Write a time above 0, such as `5s`.' },
  });
}

export const lasting = span(
  'How long it stays so, in virtual time; then it is repaired by itself. Default: until `repair`.',
);

const starts = {
  after: duration('How long after this step it comes. The step itself is over at once.'),
  at: duration('The instant of the run at which it comes, counted from power-on.'),
  on: eventTrigger.meta({ description: 'The event it comes with, right after it.' }),
  drawn: z
    .strictObject({
      within: span('It comes within this time from the step on.'),
      times: drawnTimes('How often. Default once.'),
    })
    .meta({ description: 'It comes at instants that the seed decides.' }),
};

/** When a fault comes, and how long it stays: the keys beside its name. */
export const timingKeys = { for: lasting, ...starts };

const timing = z.strictObject(timingKeys).partial();
export type FaultTiming = z.output<typeof timing>;

/** A fault as it is written: its name with its value, and when it comes. */
export type FaultInput = z.input<typeof timing> & Readonly<Record<string, unknown>>;

/** The keys of which there is at most one; without one, the fault comes at once. */
export const startKeys = Object.keys(starts) as readonly (keyof typeof starts)[];
