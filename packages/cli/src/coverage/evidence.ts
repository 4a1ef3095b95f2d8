import { idsInCell, idsInTitle } from './ids-in-title.ts';
import { testTitles } from './test-titles.ts';

/** A test or a scenario that says which requirements it shows. */
export interface Evidence {
  readonly by: 'test' | 'scenario';
  /** File, and line where there is one: `packages/at/src/at-port.test.ts:20`. */
  readonly place: string;
  readonly title: string;
  readonly ids: readonly string[];
}

/** What the tests of a file show, by their titles. */
export function evidenceOfTests(
  file: string,
  code: string,
  groups: ReadonlySet<string>,
): readonly Evidence[] {
  return testTitles(code).flatMap(({ title, cells, line }) => {
    const named = cells.flatMap((cell) => idsInCell(cell, groups));
    const ids = new Set([...idsInTitle(title, groups), ...named]);
    if (ids.size === 0) return [];
    return [{ by: 'test' as const, place: `${file}:${line}`, title, ids: [...ids] }];
  });
}

/** What a scenario shows, by its `shows`. */
export function evidenceOfScenario(
  file: string,
  scenario: { readonly name: string; readonly shows: readonly string[] },
): readonly Evidence[] {
  if (scenario.shows.length === 0) return [];
  return [{ by: 'scenario', place: file, title: scenario.name, ids: [...new Set(scenario.shows)] }];
}
