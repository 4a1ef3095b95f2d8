import type { AnyParameter } from './parameters.ts';
import { isMandatory, type SetForm } from './set-form.ts';

/** What stands behind the `=` of a set form: `<id>,<"host">[,<port>]`. */
export function setSyntax(set: Pick<SetForm<never>, 'parameters' | 'argumentsMin'>): string {
  let syntax = '';
  for (const [index, [name, parameter]] of Object.entries(set.parameters).entries()) {
    const field = `<${inner(parameter, parameterLabel(name, parameter))}>`;
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

/** How a parameter is called where people read it. */
export function parameterLabel(name: string, { label }: Pick<AnyParameter, 'label'>): string {
  return label ?? name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

function inner(parameter: AnyParameter, label: string): string {
  const { kind } = 'of' in parameter ? parameter.of : parameter;
  return kind === 'text' ? `"${label}"` : label;
}
