import type { HeapBounds } from './heap/heap-bounds.ts';
import type { LocatedStep } from './loaded-steps.ts';
import { suggest } from './nearest-word.ts';
import type { Problem } from './problem.ts';
import type { ProblemAt } from './read-yaml.ts';
import type { YamlTree } from './yaml-tree.ts';

/** Finds every moment that is compared with and that no step further up has marked. */
export function unknownMarks(
  steps: readonly LocatedStep[],
  problemAt: ProblemAt,
): readonly Problem[] {
  const marked = new Set<string>();
  const problems: Problem[] = [];

  const want = (name: string, offset: number | undefined) => {
    if (marked.has(name) || offset === undefined) return;
    const what = `no step further up marks "${name}"`;
    const fix = marked.size === 0 ? `Write \`- mark: ${name}\`.` : suggest(name, [...marked]);
    problems.push(problemAt('SCN_UNKNOWN_MARK', offset, what, fix));
  };
  const wantAny = (offset: number | undefined) => {
    if (marked.size > 0 || offset === undefined) return;
    const what = 'no step further up marks a moment to compare with';
    problems.push(problemAt('SCN_UNKNOWN_MARK', offset, what, 'Write `- mark: NAME`.'));
  };
  const visitHeap = (bounds: HeapBounds, tree: YamlTree | undefined) => {
    const leaks = tree?.children.get('leaks');
    if (bounds.leaks !== undefined) {
      const { since } = bounds.leaks;
      if (since === undefined) wantAny(leaks?.keyOffset);
      else want(since, leaks?.children.get('since')?.offset);
    }
    const grown = tree?.children.get('grownSince')?.children;
    for (const name of Object.keys(bounds.grownSince ?? {})) {
      want(name, grown?.get(name)?.keyOffset);
    }
    if (bounds.mark !== undefined) marked.add(bounds.mark);
  };
  const visit = ({ step, tree, children }: LocatedStep) => {
    const { definition, value } = step;
    if (definition.name === 'mark') marked.add((value as { readonly mark: string }).mark);
    if (definition.name === 'check') {
      const { heap } = (value as { readonly check: { readonly heap?: HeapBounds } }).check;
      if (heap !== undefined) visitHeap(heap, tree.children.get('check')?.children.get('heap'));
    }
    children.forEach(visit);
  };

  steps.forEach(visit);
  return problems;
}
