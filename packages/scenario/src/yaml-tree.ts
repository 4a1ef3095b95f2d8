/** A value of a YAML file with its place. Offsets count UTF-16 units. */
export interface YamlTree {
  /** Plain data: mappings without prototype, arrays, text, numbers, true, false, null. */
  readonly value: unknown;
  readonly offset: number;
  /** Where its source text ends. */
  readonly endOffset: number;
  /** Where its key stands, for a value of a mapping. */
  readonly keyOffset: number | undefined;
  /** By key or index, for mappings and lists. */
  readonly children: ReadonlyMap<PropertyKey, YamlTree>;
}

/** The node a path leads to, or the deepest one on the way that exists. */
export function nodeAt(root: YamlTree, path: readonly PropertyKey[]): YamlTree {
  let node = root;
  for (const key of path) {
    const child = node.children.get(key);
    // Where a list may stand, one of its kind may stand alone.
    if (child === undefined && key === 0 && !Array.isArray(node.value)) continue;
    if (child === undefined) return node;
    node = child;
  }
  return node;
}
