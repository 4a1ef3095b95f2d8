import { z } from 'zod';
import type { ProblemCode } from '../problem-codes.ts';
import type { Read } from './quantity.ts';

/** What an editor shows for a field, and how it checks it while typing. */
export interface FieldMeta {
  readonly description: string;
  readonly pattern?: string;
  readonly examples?: readonly string[];
}

/**
 * A field written as text in a small notation of its own. What the reader
 * says about a wrong one becomes the loader's error word for word.
 */
export function leaf<Value>(
  read: (text: string) => Read<Value>,
  code: ProblemCode,
  meta: FieldMeta,
) {
  return z
    .string()
    .meta({ ...meta })
    .transform((text, context): Value => {
      const outcome = read(text);
      if (outcome.ok) return outcome.value;
      const { what, fix } = outcome;
      context.issues.push({ code: 'custom', message: what, input: text, params: { code, fix } });
      return z.NEVER;
    });
}
