import { z } from 'zod';

/** One of a thing or a list of it; a list after loading. */
export function oneOrMany<Schema extends z.ZodType>(schema: Schema, description: string) {
  return z
    .union([schema, z.array(schema).max(64)])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Schema>[])
    .default([])
    .meta({ description });
}
