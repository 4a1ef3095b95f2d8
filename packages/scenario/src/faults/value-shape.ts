/** The part of JSON Schema that is read here. */
export interface SchemaNode {
  readonly description?: string;
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
}

/** A key of a value that is a mapping. */
export interface FieldShape {
  readonly name: string;
  /** What may stand there, in words. */
  readonly value: string;
  readonly meaning: string | undefined;
  readonly optional: boolean;
}

/** What a schema allows, in words, and key by key where it is a mapping. */
export function valueShape(node: SchemaNode): {
  readonly value: string;
  readonly fields: readonly FieldShape[];
} {
  const fields = Object.entries(node.properties ?? {}).map(([name, field]) => ({
    name,
    value: inWords(field),
    meaning: field.description,
    optional: !(node.required ?? []).includes(name),
  }));
  return { value: inWords(node), fields };
}

function inWords(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum !== undefined) return listed(node.enum.map((word) => `\`${word}\``));
  if (node.properties !== undefined) return 'a mapping';
  if (node.anyOf !== undefined) return listed(node.anyOf.map(inWords));
  if (node.type === 'integer') return `a whole number${rangeOf(node)}`;
  if (node.type === 'array') return `a list, each entry ${inWords(node.items ?? {})}`;
  if (node.type === 'boolean') return '`true` or `false`';
  if (node.type !== 'string') return 'a mapping';
  const [example] = node.examples ?? [];
  return typeof example === 'string' ? `text such as \`${example}\`` : 'text';
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The bounds that the library gives a number without any are none. */
function rangeOf({ minimum, maximum }: SchemaNode): string {
  if (minimum === undefined || maximum === undefined) return '';
  return maximum === Number.MAX_SAFE_INTEGER
    ? `, at least ${minimum}`
    : `, ${minimum} to ${maximum}`;
}
