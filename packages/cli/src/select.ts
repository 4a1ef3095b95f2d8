import { complaints } from './complaints.ts';
import type { Problem } from './engine.ts';
import { nearest } from './nearest.ts';
import type { ReadScenario } from './read-scenarios.ts';

export interface Filters {
  /** RE2 syntax, found anywhere in the name or the file. */
  readonly grep?: string;
  readonly tag?: string;
}

/**
 * The scenarios that every filter lets through; at least one, or the problem.
 * Expressions are RE2's, as in the scenario language: they take linear time
 * whatever is typed.
 */
export async function select(
  scenarios: readonly ReadScenario[],
  filters: Filters,
): Promise<readonly ReadScenario[] | Problem> {
  const { grep, tag } = filters;
  let selected = scenarios;
  if (tag !== undefined) selected = selected.filter(({ scenario }) => tagsOf(scenario).has(tag));
  if (grep !== undefined) {
    const found = await matcher(grep);
    if (typeof found !== 'function') return found;
    selected = selected.filter(({ scenario, file }) => found(scenario.name) || found(file));
  }
  if (selected.length > 0) return selected;

  const tags = new Set(scenarios.flatMap(({ scenario }) => [...tagsOf(scenario)]));
  const named = [
    ...(grep === undefined ? [] : [`--grep ${grep}`]),
    ...(tag === undefined ? [] : [`--tag ${tag}`]),
  ];
  const meant = tag === undefined || tags.has(tag) ? undefined : nearest(tag, tags);
  return complaints.nothingSelected(
    named.join(' and '),
    scenarios.length,
    meant === undefined ? undefined : `--tag ${meant}`,
  );
}

function tagsOf(scenario: ReadScenario['scenario']): ReadonlySet<string> {
  return new Set(scenario.tags);
}

async function matcher(pattern: string): Promise<((text: string) => boolean) | Problem> {
  const { RE2JS } = await import('re2js');
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch (error) {
    return complaints.pattern(pattern, error instanceof Error ? error.message : String(error));
  }
}
