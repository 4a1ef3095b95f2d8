import { z } from 'zod';
import { moment } from '../fields/moment.ts';
import { shortDelay } from '../fields/short-delay.ts';
import { addressPattern } from './address.ts';

/** What a time server can say that is not the time, by the word for it. */
const timeServerFaults = [
  'rate',
  'deny',
  'rstr',
  'unsynchronised',
  'stratum-16',
  'wrong-mode',
  'cut-short',
  'garbage',
  'other-origin',
] as const;

/** A time server of the surroundings. */
export const timeServerSchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .max(255)
      .meta({ description: 'An address, or a name, which then gets an address and a DNS entry.' }),
    time: moment(
      'What its clock shows when the run begins. Default 2026-01-01T00:00:00Z.',
    ).optional(),
    silent: z.boolean().optional().meta({ description: 'Takes requests and answers none.' }),
    delay: shortDelay('How long it takes to answer. Up to 600 s.').optional(),
    drift: z
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .optional()
      .meta({ description: 'How much too fast its clock runs, in ppm; negative: too slow.' }),
    fault: z.enum(timeServerFaults).optional().meta({
      description: 'What is wrong with its replies: `rate`, `deny` and `rstr` send away.',
    }),
    repliesFrom: z
      .string()
      .regex(...addressPattern)
      .optional()
      .meta({ description: 'The address its replies come from. Default: its own.' }),
  })
  .meta({ description: 'A time server.' });
