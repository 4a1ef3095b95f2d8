import type { AnyStepDefinition } from './define-step.ts';
import { explainIssues } from './explain-issues.ts';
import { suggest } from './nearest-word.ts';
import type { Problem } from './problem.ts';
import type { ProblemAt } from './read-yaml.ts';
import type { Step } from './scenario.ts';
import { stepList } from './step-list.ts';
import type { YamlTree } from './yaml-tree.ts';

/** A step with the part of the file it was read from. */
export interface LocatedStep {
  readonly step: Step;
  readonly tree: YamlTree;
  readonly children: readonly LocatedStep[];
}

const names = stepList.map(({ name }) => name);

/** Reads steps by their definitions and collects what is wrong with them. */
export class LoadedSteps {
  readonly problems: Problem[] = [];
  private readonly source: string;
  private readonly problemAt: ProblemAt;

  constructor(source: string, problemAt: ProblemAt) {
    this.source = source;
    this.problemAt = problemAt;
  }

  read(trees: readonly YamlTree[]): readonly LocatedStep[] {
    return trees.flatMap((tree) => this.readOne(tree) ?? []);
  }

  private readOne(tree: YamlTree): LocatedStep | undefined {
    const definition = this.definitionOf(tree);
    if (definition === undefined) return undefined;
    const parsed = definition.schema.safeParse(tree.value);
    if (!parsed.success) {
      const { issues } = parsed.error;
      this.problems.push(...explainIssues(issues, tree, definition.schema, this.problemAt));
    }
    const nested = definition.keys.includes('steps') ? tree.children.get('steps') : undefined;
    const children = Array.isArray(nested?.value) ? this.read([...nested.children.values()]) : [];
    if (!parsed.success) return undefined;
    const site = this.siteOf(tree);
    const steps = children.map(({ step }) => step);
    return { tree, children, step: { site, definition, value: parsed.data, children: steps } };
  }

  /** The one definition whose word stands in the mapping. */
  private definitionOf(tree: YamlTree): AnyStepDefinition | undefined {
    const keys = [...tree.children.keys()].map(String);
    if (typeof tree.value !== 'object' || tree.value === null || Array.isArray(tree.value)) {
      this.noStep(tree);
      return undefined;
    }
    const named = stepList.filter(({ name }) => keys.includes(name));
    if (named.length === 0) {
      this.unknownStep(tree, keys);
      return undefined;
    }
    const words = named.map(({ name }) => name);
    const fitting = named.find((one) => words.every((word) => one.keys.includes(word)));
    if (fitting !== undefined) return fitting;
    const [first, second] = keys.filter((key) => words.includes(key));
    const offset = tree.children.get(second ?? '')?.keyOffset ?? tree.offset;
    const what = `\`${first}\` and \`${second}\` are two steps`;
    const fix = `Begin a new step: \`- ${second}: ...\`.`;
    this.problems.push(this.problemAt('SCN_SEVERAL_STEPS', offset, what, fix));
    return undefined;
  }

  private noStep(tree: YamlTree): void {
    const { value, offset } = tree;
    const what =
      typeof value === 'string' ? `\`${value.slice(0, 60)}\` is no step` : 'this is no step';
    const fix = typeof value === 'string' ? adviceOn(value) : mappingFix;
    this.problems.push(this.problemAt('SCN_WRONG_TYPE', offset, what, fix));
  }

  private unknownStep(tree: YamlTree, keys: readonly string[]): void {
    const [word] = keys;
    if (word === undefined) {
      const fix = `A step begins with one of ${names.join(', ')}.`;
      this.problems.push(this.problemAt('SCN_WRONG_TYPE', tree.offset, 'an empty step', fix));
      return;
    }
    const offset = tree.children.get(word)?.keyOffset ?? tree.offset;
    const what = `\`${word}\` is no step`;
    this.problems.push(this.problemAt('SCN_UNKNOWN_STEP', offset, what, suggest(word, names)));
  }

  private siteOf(tree: YamlTree): Step['site'] {
    const { line, column } = this.problemAt('SCN_WRONG_VALUE', tree.offset, '', '');
    const source = this.source.slice(tree.offset, tree.endOffset);
    return { line, column, text: (source.split('\n', 1)[0] ?? '').trim() };
  }
}

const mappingFix = `A step is a mapping that begins with one of ${names.join(', ')}.`;

/** What somebody meant who wrote a text where a step belongs. */
function adviceOn(text: string): string {
  if (text.startsWith('AT')) return `Write \`- send: ${text.slice(0, 60)}\`.`;
  const isWord = text.includes(':') && names.includes(text.replace(/:.*$/, ''));
  return isWord ? `Put a space after the colon: \`- ${text.replace(':', ': ')}\`.` : mappingFix;
}
