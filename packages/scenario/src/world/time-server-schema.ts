import { z } from 'zod';
import { moment } from '../fields/moment.ts';

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
  })
  .meta({ description: 'A time server.' });
