import { z } from 'zod';

/** The part of JSON Schema that is read here. */
interface SchemaNode {
  readonly type?: string;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
  readonly defaultSnippets?: readonly { readonly body: object }[];
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
}

/** What a schema allows at a path: the variants of a union side by side. */
export class SchemaAt {
  private readonly variants: readonly SchemaNode[];

  constructor(schema: z.ZodType, path: readonly PropertyKey[]) {
    const root: SchemaNode = z.toJSONSchema(schema, { io: 'input' }) as SchemaNode;
    let variants = spread(root);
    for (const key of path) variants = variants.flatMap((variant) => stepInto(variant, key));
    this.variants = variants;
  }

  /** Keys a mapping may have here. */
  get keys(): readonly string[] {
    return this.variants.flatMap((variant) => Object.keys(variant.properties ?? {}));
  }

  /** `text or a list`: what may stand here, as a sentence says it. */
  get expected(): string {
    const names = [...new Set(this.variants.map(nameOf))];
    if (names.length < 2) return names[0] ?? 'something else';
    return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  }

  /** An example of the notation a text here has, if it has one. */
  get notation(): string | undefined {
    const written = this.variants.find((variant) => variant.pattern !== undefined);
    const [example] = written?.examples ?? [];
    return typeof example === 'string' ? example : undefined;
  }

  /** An example of the mapping that may stand here, if it has one. */
  get mapping(): object | undefined {
    return this.variants.map(exampleOf).find((example) => example !== undefined);
  }

  get allowsText(): boolean {
    return this.variants.some((variant) => variant.type === 'string');
  }
}

/** The variants of a union. In a mapping, `anyOf` only says which keys go together. */
function spread(node: SchemaNode): readonly SchemaNode[] {
  if (node.anyOf === undefined || node.properties !== undefined) return [node];
  return node.anyOf.flatMap(spread);
}

function stepInto(node: SchemaNode, key: PropertyKey): readonly SchemaNode[] {
  const { additionalProperties: other } = node;
  const next =
    typeof key === 'number'
      ? node.items
      : (node.properties?.[String(key)] ?? (typeof other === 'object' ? other : undefined));
  return next === undefined ? [] : spread(next);
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
};

function nameOf(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (exampleOf(node) !== undefined) return 'a mapping';
  if (node.type === 'object') return namedMapping(Object.keys(node.properties ?? {}));
  return typeNames[node.type ?? ''] ?? 'something else';
}

function exampleOf({ defaultSnippets }: SchemaNode): object | undefined {
  return defaultSnippets?.[0]?.body;
}

function namedMapping(keys: readonly string[]): string {
  if (keys.length === 0) return 'a mapping';
  return `a mapping with ${keys
    .slice(0, 4)
    .map((key) => `\`${key}\``)
    .join(', ')}`;
}
