import { z } from 'zod';

/** A field holding the name of a moment. */
export const markName = z
  .string()
  .min(1)
  .max(60)
  .meta({ description: 'A name for this moment, or of one before.', examples: ['idle'] });
