import type { ByteString } from './byte-string.ts';
import type { SetForm } from './set-form.ts';
import { setSyntax } from './set-syntax.ts';

/** What the usage text is derived from. */
export interface UsageOptions {
  readonly name: ByteString;
  readonly query: boolean;
  readonly set: Pick<SetForm<never>, 'parameters' | 'example' | 'argumentsMin'> | undefined;
  readonly execute: boolean;
}

/**
 * One syntax line for each form there is, and the example:
 * `AT+NAME?`, `AT+NAME=<id>,<"host">[,<port>]`, `AT+NAME`, `example:...`.
 */
export function usageText(options: UsageOptions): readonly ByteString[] {
  const { name, query, set, execute } = options;
  const lines: ByteString[] = [];
  if (query) lines.push(`${name}?`);
  if (set !== undefined) lines.push(`${name}=${setSyntax(set)}`);
  if (execute) lines.push(name);
  if (set !== undefined) lines.push(`example:${set.example}`);
  return lines;
}
