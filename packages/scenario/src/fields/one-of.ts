import { z } from 'zod';

/**
 * A mapping that holds exactly one of several keys, and any of some further
 * ones. One schema with optional keys instead of a union of mappings, so that
 * a misspelt key is reported as that and not as "none of the variants".
 */
export function oneOf<Heads extends z.ZodRawShape, Also extends z.ZodRawShape>(
  heads: Heads,
  also: Also,
  description: string,
) {
  const names = Object.keys(heads);
  return z
    .strictObject({ ...heads, ...also })
    .partial()
    .superRefine((value, context) => {
      if (context.issues.length > 0) return;
      const given = names.filter((name) => (value as Record<string, unknown>)[name] !== undefined);
      if (given.length === 1) return;
      const listed = names.map((name) => `\`${name}\``).join(', ');
      const [what, code] =
        given.length === 0
          ? ['nothing is said here', 'SCN_MISSING_KEY']
          : [
              `${given.map((name) => `\`${name}\``).join(' and ')} exclude each other`,
              'SCN_WRONG_VALUE',
            ];
      const fix = `Write exactly one of ${listed}.`;
      context.addIssue({ code: 'custom', message: what, params: { code, fix } });
    })
    .meta({ description, anyOf: names.map((name) => ({ required: [name] })) });
}
