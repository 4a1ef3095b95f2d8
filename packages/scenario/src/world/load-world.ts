import { explainIssues } from '../explain-issues.ts';
import type { Problem } from '../problem.ts';
import { problemMaker, readYaml } from '../read-yaml.ts';
import { worldSchema, type WorldSpec } from './world-schema.ts';

export type LoadedWorld =
  | { readonly ok: true; readonly world: WorldSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the `world` of a file: a scenario, or one that has nothing else.
 * @param file how the file is named in problems
 */
export function loadWorld(text: string, file: string): LoadedWorld {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const problemAt = problemMaker(source, file);
  const yaml = readYaml(source, problemAt);
  if (!yaml.ok) return { ok: false, problems: [yaml.problem] };
  const tree = yaml.tree.children.get('world');
  if (tree === undefined) {
    const fix = 'Write what surrounds the module below `world:`, as in a scenario.';
    return { ok: false, problems: [problemAt('SCN_MISSING_KEY', 0, 'no `world` is here', fix)] };
  }
  const parsed = worldSchema.safeParse(tree.value);
  if (parsed.success) return { ok: true, world: parsed.data };
  const { issues } = parsed.error;
  return { ok: false, problems: [...explainIssues(issues, tree, worldSchema, problemAt)] };
}
