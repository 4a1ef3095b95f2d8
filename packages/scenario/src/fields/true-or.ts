import { z } from 'zod';

/** `true` for a mapping in which everything is as usual, or the mapping. */
export function trueOr<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  description: string,
) {
  return z
    .union([z.literal(true), schema])
    .transform((value) => (value === true ? schema.parse({}) : value))
    .meta({ description });
}
