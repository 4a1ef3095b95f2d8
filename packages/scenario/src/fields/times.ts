import { z } from 'zod';

/** How often something is done: a number, or always. */
export const times = z
  .union([z.int().min(1).max(1_000_000), z.literal('always')])
  .optional()
  .meta({ description: 'How often: a number, or `always`. Default 1.' });
