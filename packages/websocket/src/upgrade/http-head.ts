/** The head of an HTTP message. */
export interface HttpHead {
  /** Request line or status line. */
  readonly first: string;
  /** By name in lower case; of a name that comes twice, both values with a comma between. */
  readonly fields: ReadonlyMap<string, string>;
}

const field = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/s;

/**
 * Reads a head that ends in an empty line.
 * @returns undefined when one of its lines is no header field
 */
export function parseHttpHead(text: string): HttpHead | undefined {
  const [first = '', ...lines] = text.slice(0, -4).split('\r\n');
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = field.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return { first, fields };
}

/** Whether a field holds a word in its list, in any case. */
export function holdsWord({ fields }: HttpHead, name: string, word: string): boolean {
  return listOf(fields.get(name)).some((entry) => entry.toLowerCase() === word);
}

/** The words of a field's list. */
export function listOf(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
