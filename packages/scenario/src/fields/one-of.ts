import { z } from 'zod';
import { flowMapping } from './flow-mapping.ts';

/** For a choice too long to be listed. */
interface Example {
  readonly value: Readonly<Record<string, string>>;
  /** Where all of them are listed, as part of a sentence. */
  readonly list: string;
}

/**
 * A mapping that holds exactly one of several keys, and any of some further
 * ones. One schema with optional keys instead of a union of mappings, so that
 * a misspelt key is reported as that and not as "none of the variants".
 */
export function oneOf<Heads extends z.ZodRawShape, Also extends z.ZodRawShape>(
  heads: Heads,
  also: Also,
  description: string,
  example?: Example,
) {
  const names = Object.keys(heads);
  return z
    .strictObject({ ...heads, ...also })
    .partial()
    .superRefine((value, context) => {
      if (context.issues.length > 0) return;
      const given = names.filter((name) => (value as Record<string, unknown>)[name] !== undefined);
      if (given.length === 1) return;
      const [what, code] =
        given.length === 0
          ? ['nothing is said here', 'SCN_MISSING_KEY']
          : [
              `${given.map((name) => `\`${name}\``).join(' and ')} exclude each other`,
              'SCN_WRONG_VALUE',
            ];
      context.addIssue({
        code: 'custom',
        message: what,
        params: { code, fix: advice(names, example) },
      });
    })
    .meta({
      description,
      anyOf: names.map((name) => ({ required: [name] })),
      // Editors offer it, too. `examples` would not do: of what is transformed they are left out.
      ...(example && { defaultSnippets: [{ label: 'example', body: example.value }] }),
    });
}

function advice(names: readonly string[], example: Example | undefined): string {
  if (example === undefined) {
    return `Write exactly one of ${names.map((name) => `\`${name}\``).join(', ')}.`;
  }
  return `Write exactly one, as in \`${flowMapping(example.value)}\`; ${example.list}.`;
}
