import { z } from 'zod';
import { checkRecordPattern, recordKeys } from '../fields/record-pattern.ts';

/** The n-th record of a kind in the trace. */
export const eventTrigger = z
  .strictObject({
    ...recordKeys,
    nth: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(1)
      .meta({ description: 'The how manieth from this step on. Default 1.' }),
  })
  .superRefine(checkRecordPattern);

export type EventTrigger = z.output<typeof eventTrigger>;
