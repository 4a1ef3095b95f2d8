import { z } from 'zod';

/** The key of a fault's value that says which broker it is about. */
export const atBroker = {
  host: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Which broker, as the world names it. Default: the first.' }),
};

/** A value that says nothing but which broker. */
export const brokerAlone = z.strictObject(atBroker);
