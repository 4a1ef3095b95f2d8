import { z } from 'zod';
import { shortDelay } from '../fields/short-delay.ts';
import { wholeSeconds } from '../fields/whole-seconds.ts';
import { addressPattern } from './address.ts';

/** What a name server can say instead of what it knows, by the word for it. */
const nameServerFaults = [
  'no-such-name',
  'server-failure',
  'refused',
  'no-address',
  'garbage',
  'cut-short',
  'other-question',
] as const;

/** A name server of the surroundings. */
export const nameServerSchema = z
  .strictObject({
    address: z
      .string()
      .regex(...addressPattern)
      .optional()
      .meta({
        description:
          'Where it stands. Default: each there is by itself, which are the routers, ' +
          '208.67.222.222 and 8.8.8.8.',
      }),
    names: z
      .record(z.string(), z.string().regex(...addressPattern))
      .optional()
      .meta({ description: 'What it knows beside the `names` of the world: name to address.' }),
    silent: z.boolean().optional().meta({ description: 'Takes questions and answers none.' }),
    delay: shortDelay('How much longer than usual it takes to answer. Up to 600 s.').optional(),
    ttl: wholeSeconds('How long its answers may be kept. Default 300s.').optional(),
    fault: z.enum(nameServerFaults).optional().meta({ description: 'What it says instead.' }),
    wrongAddress: z
      .string()
      .regex(...addressPattern)
      .optional()
      .meta({ description: 'The address it gives for every name it knows.' }),
  })
  .meta({ description: 'A name server.' });
