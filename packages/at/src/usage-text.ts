import type { ByteString } from './byte-string.ts';
import type { AnyParameter } from './parameters.ts';
import { isMandatory, type SetForm } from './set-form.ts';

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

function setSyntax(set: NonNullable<UsageOptions['set']>): string {
  let syntax = '';
  for (const [index, [name, parameter]] of Object.entries(set.parameters).entries()) {
    const field = `<${inner(parameter, parameter.label ?? snakeCase(name))}>`;
    const comma = index === 0 ? '' : ',';
    // The comma of an optional argument may be left out with it, unless a
    // mandatory one follows.
    if (isMandatory(parameter)) syntax += `${comma}${field}`;
    else if (index < set.argumentsMin) syntax += `${comma}[${field}]`;
    else syntax += `[${comma}${field}]`;
    if (parameter.kind === 'repeated') syntax += '...';
  }
  return syntax;
}

function inner(parameter: AnyParameter, label: string): string {
  const { kind } = 'of' in parameter ? parameter.of : parameter;
  return kind === 'text' ? `"${label}"` : label;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
