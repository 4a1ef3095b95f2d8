import type { ByteString, ParameterDescription } from '@w800/at';

/** An argument as it stands in a line, and the value that a command is given for it. */
export interface TypedArgument {
  readonly typed: ByteString;
  readonly value: unknown;
}

/** A value in the way the documents ask for: texts in quotes, `,` `"` and `\` escaped. */
export function typedValue(value: number | ByteString): TypedArgument {
  if (typeof value === 'number') return { typed: String(value), value };
  return { typed: `"${value.replace(/[,"\\]/g, '\\$&')}"`, value };
}

/** Nothing between two commas, where that is allowed. */
export function emptyArgument(parameter: ParameterDescription): TypedArgument | undefined {
  const { presence, fallback } = parameter;
  if (presence === 'optional') return { typed: '', value: fallback };
  if (parameter.kind === 'text' || parameter.emptyDefault === undefined) return undefined;
  return { typed: '', value: parameter.emptyDefault };
}

/** The arguments of a valid set line, one by one. */
export function argumentsIn(line: ByteString): readonly TypedArgument[] {
  const list = line.slice(line.indexOf('=') + 1);
  return [...list.matchAll(/(?:^|,)("(?:\\[\s\S]|[^"\\])*"|[^,"]*)/g)].map(([, typed = '']) => {
    if (!typed.startsWith('"')) return { typed, value: typed === '' ? undefined : Number(typed) };
    return { typed, value: typed.slice(1, -1).replace(/\\([\s\S])/g, '$1') };
  });
}
