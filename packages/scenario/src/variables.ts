/** The values of a run's variables by name. */
export type Variables = Map<string, string>;

/** `${name}`, or `$${name}` for a dollar sign and braces that mean themselves. */
const reference = /\$(\$?)\{([^{}\n]*)\}/g;

/** A name a variable may have. */
export const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Every variable a text uses, with its offset in the text. */
export function references(text: string): { readonly name: string; readonly offset: number }[] {
  return Array.from(text.matchAll(reference))
    .filter(([, dollar]) => dollar === '')
    .map((found) => ({ name: found[2] ?? '', offset: found.index }));
}

/**
 * Puts the values into a text. The loader has made sure that each has one.
 * @param write how a value is written into the text; unchanged unless said otherwise
 */
export function fill(
  text: string,
  variables: Variables,
  write: (value: string) => string = (value) => value,
): string {
  return text.replace(reference, (whole, dollar: string, name: string) =>
    dollar === '' ? write(variables.get(name) ?? whole) : whole.slice(1),
  );
}
