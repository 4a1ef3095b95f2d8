import type { LocatedStep } from './loaded-steps.ts';
import { suggest } from './nearest-word.ts';
import type { Problem } from './problem.ts';
import type { ProblemAt } from './read-yaml.ts';
import { compileRegex, quoteRegex } from './regex.ts';
import { fill, references } from './variables.ts';
import type { YamlTree } from './yaml-tree.ts';

/**
 * Finds every `${name}` whose variable has no value when its step runs. A
 * variable gets one from `vars`, from `set`, from a named group of a regular
 * expression or from the packet identifier of a packet further up.
 */
export function unknownVariables(
  steps: readonly LocatedStep[],
  vars: readonly string[],
  source: string,
  problemAt: ProblemAt,
): readonly Problem[] {
  const known = new Set(vars);
  const problems: Problem[] = [];

  const visitText = (tree: YamlTree, text: string) => {
    for (const { name } of references(text)) {
      if (known.has(name)) continue;
      const inSource = source.indexOf(`\${${name}}`, tree.offset);
      const isHere = inSource >= 0 && inSource < tree.endOffset;
      const offset = isHere ? inSource : tree.offset;
      const fix = known.size === 0 ? 'Give it one in `vars`.' : suggest(name, [...known]);
      const what = `the variable \`${name}\` has no value here`;
      problems.push(problemAt('SCN_UNKNOWN_VARIABLE', offset, what, fix));
    }
  };
  const visit = (tree: YamlTree, key?: unknown, outerKey?: unknown) => {
    if (typeof tree.value === 'string') {
      visitText(tree, tree.value);
      if (key === 'regex') for (const group of groupsOf(tree.value)) known.add(group);
      if (key === 'as' && outerKey === 'id') known.add(tree.value);
      return;
    }
    for (const [inner, child] of tree.children) visit(child, inner, key);
  };
  const visitStep = ({ step, tree, children }: LocatedStep) => {
    const locals = step.definition.locals(step.value).filter((name) => !known.has(name));
    for (const name of locals) known.add(name);
    for (const [key, child] of tree.children) {
      const isNested = key === 'steps' && children.length > 0;
      if (!isNested) visit(child);
    }
    for (const name of locals) known.delete(name);
    for (const child of children) visitStep(child);
    for (const name of step.definition.defines(step.value)) known.add(name);
  };

  for (const step of steps) visitStep(step);
  return problems;
}

function groupsOf(source: string): readonly string[] {
  const sample = new Map(references(source).map(({ name }) => [name, 'x']));
  return compileRegex(fill(source, sample, quoteRegex)).groups;
}
