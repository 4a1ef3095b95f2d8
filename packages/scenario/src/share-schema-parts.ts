/** What is shorter is as easily written twice. */
const sharedCharsMin = 400;

/**
 * Writes the parts of a JSON Schema that are the same once: further ones refer
 * to the first, with words of their own for an editor. One of a kind and a list
 * of it make much of a schema the same.
 */
export function shareSchemaParts(schema: object): object {
  const places = new Map<string, string>();

  function share(node: unknown, pointer: string): unknown {
    if (typeof node !== 'object' || node === null) return node;
    const text = JSON.stringify(node);
    const isPart = 'type' in node || 'anyOf' in node;
    if (isPart && text.length >= sharedCharsMin) {
      const before = places.get(text);
      if (before !== undefined) return { ...wordsOf(node), $ref: before };
      places.set(text, pointer);
    }
    if (Array.isArray(node)) return node.map((item, index) => share(item, `${pointer}/${index}`));
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, share(value, `${pointer}/${escaped(key)}`)]),
    );
  }

  return share(schema, '#') as object;
}

function wordsOf(node: object): object {
  return 'description' in node ? { description: node.description } : {};
}

/** As RFC 6901 wants the parts of a pointer. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
