import { z } from 'zod';
import { variableName } from '../variables.ts';

/** A mapping of variable names to values; a number stands for its digits. */
export function variables(description: string) {
  return z
    .record(
      z.string().regex(variableName),
      z.union([z.string(), z.int()]).transform((value) => String(value)),
    )
    .meta({ description });
}
