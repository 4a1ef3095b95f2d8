import type { z } from 'zod';
import { flowMapping } from './fields/flow-mapping.ts';
import { nearestWord, suggest } from './nearest-word.ts';
import { problemCodes, type ProblemCode } from './problem-codes.ts';
import type { Problem } from './problem.ts';
import type { ProblemAt } from './read-yaml.ts';
import { SchemaAt } from './schema-at.ts';
import { nodeAt, type YamlTree } from './yaml-tree.ts';

type Issue = z.core.$ZodIssue;

/**
 * Turns what a schema finds wrong with a part of the file into problems at
 * their places. One fault gives one problem.
 */
export function explainIssues(
  issues: readonly Issue[],
  tree: YamlTree,
  schema: z.ZodType,
  problemAt: ProblemAt,
): readonly Problem[] {
  const explainer = new IssueExplainer(
    tree,
    schema,
    problemAt,
    issues.flatMap((issue) => mostPrecise(issue, tree)),
  );
  return explainer.problems();
}

/** Of a union's complaints, those of the variant whose type fits. */
function mostPrecise(issue: Issue, tree: YamlTree): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const { value } = nodeAt(tree, issue.path);
  const fitting =
    issue.errors.find((variant) => !variant.some(isAboutTheWhole)) ??
    issue.errors.find((variant) => variant.some((inner) => isNearMiss(inner, value)));
  if (fitting === undefined || fitting.length === 0) return [issue];
  return fitting.flatMap((inner) =>
    mostPrecise({ ...inner, path: [...issue.path, ...inner.path] }, tree),
  );
}

/** Whether a text is nearly one of the words a variant allows. */
function isNearMiss(issue: Issue, value: unknown): boolean {
  if (issue.code !== 'invalid_value' || issue.path.length > 0) return false;
  return typeof value === 'string' && nearestWord(value, issue.values.map(String)) !== undefined;
}

function isAboutTheWhole(issue: Issue): boolean {
  const isType = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  return issue.path.length === 0 && isType;
}

class IssueExplainer {
  private readonly tree: YamlTree;
  private readonly schema: z.ZodType;
  private readonly problemAt: ProblemAt;
  private readonly issues: readonly Issue[];

  constructor(tree: YamlTree, schema: z.ZodType, problemAt: ProblemAt, issues: readonly Issue[]) {
    this.tree = tree;
    this.schema = schema;
    this.problemAt = problemAt;
    this.issues = issues;
  }

  problems(): readonly Problem[] {
    return this.issues.flatMap((issue) => this.explain(issue));
  }

  private explain(issue: Issue): readonly Problem[] {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => this.unknownKey(key, issue.path));
    }
    if (this.isMissing(issue)) return this.missing(issue.path);
    const node = nodeAt(this.tree, issue.path);
    if (issue.code === 'custom') return [this.custom(issue, node)];
    if (issue.code === 'invalid_key') return [this.wrongName(issue.path, node)];
    if (issue.code === 'invalid_type' || issue.code === 'invalid_union') {
      return [this.wrongType(issue.path, node)];
    }
    return [this.wrongValue(issue, node)];
  }

  private unknownKey(key: string, path: readonly PropertyKey[]): Problem {
    const parent = nodeAt(this.tree, path);
    const offset = parent.children.get(key)?.keyOffset ?? parent.offset;
    const fix =
      this.besideWhat(key, path) ??
      this.inWhat(key, path, parent) ??
      suggest(key, new SchemaAt(this.schema, path).keys);
    return this.problemAt('SCN_UNKNOWN_KEY', offset, `\`${key}\` is not known here`, fix);
  }

  /** Advice for a key that belongs a mapping further out, or outside of all. */
  private besideWhat(key: string, path: readonly PropertyKey[]): string | undefined {
    const depth = [path.length - 1, 0].find(
      (index) =>
        typeof path[index] === 'string' &&
        new SchemaAt(this.schema, path.slice(0, index)).keys.includes(key),
    );
    return depth === undefined
      ? undefined
      : `Write it beside \`${String(path[depth])}\`, not in it.`;
  }

  /** Advice for a key that belongs into its neighbour. */
  private inWhat(key: string, path: readonly PropertyKey[], parent: YamlTree): string | undefined {
    const neighbour = [...parent.children.keys()].find(
      (name) =>
        typeof name === 'string' && new SchemaAt(this.schema, [...path, name]).keys.includes(key),
    );
    if (neighbour === undefined) return undefined;
    return `Write it in \`${String(neighbour)}\`, not beside it.`;
  }

  private isMissing({ path }: Issue): boolean {
    const last = path.at(-1);
    // Nobody leaves out a place in a list; one alone stands for a list of one.
    if (last === undefined || typeof last === 'number') return false;
    return !nodeAt(this.tree, path.slice(0, -1)).children.has(last);
  }

  private missing(path: readonly PropertyKey[]): readonly Problem[] {
    const name = String(path.at(-1));
    const parentPath = path.slice(0, -1);
    if (this.isMisspelt(name, parentPath)) return [];
    const parent = nodeAt(this.tree, parentPath);
    const { expected } = new SchemaAt(this.schema, path);
    const fix = `Add \`${name}:\` with ${expected}.`;
    return [this.problemAt('SCN_MISSING_KEY', parent.offset, `\`${name}\` is missing`, fix)];
  }

  /** Whether the mapping has an unknown key that was meant to be this one. */
  private isMisspelt(name: string, parentPath: readonly PropertyKey[]): boolean {
    return this.issues.some(
      (issue) =>
        issue.code === 'unrecognized_keys' &&
        issue.path.join('\n') === parentPath.join('\n') &&
        issue.keys.some((key) => nearestWord(key, [name]) !== undefined),
    );
  }

  private custom(issue: z.core.$ZodIssueCustom, node: YamlTree): Problem {
    const { params, message } = issue;
    const fix = typeof params?.['fix'] === 'string' ? params['fix'] : '';
    const code = isProblemCode(params?.['code']) ? params['code'] : 'SCN_WRONG_VALUE';
    const offset = params?.['onKey'] === true ? node.keyOffset : undefined;
    return this.problemAt(code, offset ?? node.offset, message, fix);
  }

  private wrongName(path: readonly PropertyKey[], node: YamlTree): Problem {
    const what = `\`${String(path.at(-1))}\` cannot be the name of a variable`;
    const fix = 'Use letters, digits and `_`, a letter or `_` first.';
    return this.problemAt('SCN_WRONG_VALUE', node.keyOffset ?? node.offset, what, fix);
  }

  private wrongType(path: readonly PropertyKey[], node: YamlTree): Problem {
    const allowed = new SchemaAt(this.schema, path);
    const place = placeName(path);
    const what = `${place} must be ${allowed.expected}, not ${kindOf(node.value)}`;
    return this.problemAt('SCN_WRONG_TYPE', node.offset, what, typeFix(allowed, node.value));
  }

  private wrongValue(issue: Issue, node: YamlTree): Problem {
    const what = `${placeName(issue.path)} cannot be ${shown(node.value)}`;
    return this.problemAt('SCN_WRONG_VALUE', node.offset, what, boundOf(issue, node.value));
  }
}

function typeFix(allowed: SchemaAt, value: unknown): string {
  const isWord = typeof value === 'number' || typeof value === 'boolean';
  if (isWord && allowed.notation !== undefined) return `Write it like \`${allowed.notation}\`.`;
  if (isWord && allowed.allowsText) return `Put it in quotes: "${String(value)}".`;
  if (allowed.mapping !== undefined) return `Write it like \`${flowMapping(allowed.mapping)}\`.`;
  return `Write ${allowed.expected}.`;
}

function boundOf(issue: Issue, value: unknown): string {
  if (issue.code === 'too_small') return `The least is ${issue.minimum}${unitOf(issue.origin)}.`;
  if (issue.code === 'too_big') return `The most is ${issue.maximum}${unitOf(issue.origin)}.`;
  if (issue.code !== 'invalid_value') return issue.message;
  const values = issue.values.map(String);
  if (typeof value === 'number' && values.includes(String(value))) {
    return `Put it in quotes: "${value}".`;
  }
  return typeof value === 'string' ? suggest(value, values) : `Write one of ${values.join(', ')}.`;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

function placeName(path: readonly PropertyKey[]): string {
  const names = path.filter((key) => typeof key === 'string');
  const last = names.at(-1);
  if (last === undefined) return 'this';
  return typeof path.at(-1) === 'number' ? `an entry of \`${last}\`` : `\`${last}\``;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return 'text';
  return `the ${typeof value === 'boolean' ? 'word' : 'number'} ${shown(value)}`;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 60)}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return kindOf(value);
}

function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(problemCodes, code);
}
