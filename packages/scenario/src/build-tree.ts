import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Alias,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { suggest } from './nearest-word.ts';
import { YamlFault } from './yaml-fault.ts';
import type { YamlTree } from './yaml-tree.ts';

/** How many values aliases may stand for in all. */
const aliasedValuesMax = 1000;

/**
 * Turns the parser's nodes into data that knows its places. Aliases are
 * followed under a bound, keys are unique, mappings have no prototype.
 * @throws YamlFault
 */
export function buildTree(contents: unknown, depthMax: number): YamlTree {
  return new TreeBuilder(depthMax).build(contents, 0, undefined, 0);
}

class TreeBuilder {
  private readonly anchors = new Map<string, Node>();
  private readonly depthMax: number;
  private aliasedValues = 0;
  /** The outermost alias that is being followed. */
  private following: Alias | undefined;

  constructor(depthMax: number) {
    this.depthMax = depthMax;
  }

  /** @param fallback where a value that was left out would stand */
  build(node: unknown, fallback: number, keyOffset: number | undefined, depth: number): YamlTree {
    const [offset, endOffset] = isNode(node) && node.range ? node.range : [fallback, fallback];
    if (depth > this.depthMax) {
      const fix = `At most ${this.depthMax} levels are read.`;
      if (this.following !== undefined) throw bomb(this.following);
      throw new YamlFault('SCN_YAML_TOO_DEEP', offset, 'the nesting is too deep', fix);
    }
    if (isAlias(node)) return this.follow(node, keyOffset, depth);
    if (this.following !== undefined) this.aliasedValues += 1;
    if (this.aliasedValues > aliasedValuesMax && this.following) throw bomb(this.following);
    this.remember(node);
    const place = { offset, endOffset, keyOffset };
    if (isMap(node)) return { ...place, ...this.mapping(node, depth) };
    if (isSeq(node)) return { ...place, ...this.list(node, depth) };
    return { ...place, value: isScalar(node) ? node.value : null, children: new Map() };
  }

  private remember(node: unknown): void {
    if (this.following !== undefined || !isNode(node) || isAlias(node)) return;
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
  }

  private follow(alias: Alias, keyOffset: number | undefined, depth: number): YamlTree {
    const target = this.anchors.get(alias.source);
    const offset = alias.range?.[0] ?? 0;
    if (target === undefined) {
      const fix =
        this.anchors.size === 0
          ? 'Text that begins with `*` needs quotes.'
          : suggest(alias.source, [...this.anchors.keys()]);
      const what = `no anchor \`&${alias.source}\` stands before this`;
      throw new YamlFault('SCN_YAML_UNKNOWN_ALIAS', offset, what, fix);
    }
    const outer = this.following;
    this.following = outer ?? alias;
    const tree = this.build(target, offset, keyOffset, depth + 1);
    this.following = outer;
    return { ...tree, offset, endOffset: alias.range?.[1] ?? offset };
  }

  private list(node: YAMLSeq, depth: number) {
    const children = new Map<PropertyKey, YamlTree>();
    const start = node.range?.[0] ?? 0;
    for (const [index, item] of node.items.entries()) {
      children.set(index, this.build(item, start, undefined, depth + 1));
    }
    return { children, value: Array.from(children.values(), (child) => child.value) };
  }

  private mapping(node: YAMLMap, depth: number) {
    const children = new Map<PropertyKey, YamlTree>();
    const value = Object.create(null) as Record<string, unknown>;
    for (const pair of node.items) {
      const { key, offset } = this.key(pair, node.range?.[0] ?? 0);
      if (children.has(key)) {
        const what = `the key \`${key}\` stands here for the second time`;
        throw new YamlFault('SCN_YAML_DUPLICATE_KEY', offset, what, 'Keep one of the two.');
      }
      const child = this.build(pair.value, offset, offset, depth + 1);
      children.set(key, child);
      value[key] = child.value;
    }
    return { children, value };
  }

  private key({ key }: Pair, fallback: number): { key: string; offset: number } {
    const offset = isNode(key) ? (key.range?.[0] ?? fallback) : fallback;
    if (isScalar(key) && ['string', 'number', 'boolean'].includes(typeof key.value)) {
      this.remember(key);
      return { key: `${key.value as string | number | boolean}`, offset };
    }
    const fix = 'Write `key: value`; text that begins with `[`, `{`, `?` or `*` needs quotes.';
    throw new YamlFault('SCN_YAML_KEY', offset, 'a key must be plain text', fix);
  }
}

function bomb(alias: Alias): YamlFault {
  const most = `more than ${aliasedValuesMax} values`;
  const what = `aliases such as \`*${alias.source}\` stand for ${most}`;
  const fix = 'Write the repeated part out, or use variables.';
  return new YamlFault('SCN_YAML_ALIAS_BOMB', alias.range?.[0] ?? 0, what, fix);
}
