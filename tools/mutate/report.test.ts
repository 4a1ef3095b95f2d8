import { expect, test } from 'vitest';

import type { Mutant } from './mutant.ts';
import { report } from './report.ts';
import type { Verdict } from './verdict.ts';

const mutant: Mutant = {
  id: 0,
  path: 'packages/at/src/a.ts',
  line: 3,
  column: 5,
  on: 'if (a < 1) return;',
  original: 'a < 1',
  replacement: 'a <= 1',
};

function verdict(fate: Verdict['fate'], changes: Partial<Mutant> = {}): Verdict {
  return { mutant: { ...mutant, ...changes }, fate, by: undefined };
}

test('a mutant that is killed or never ends is dead, one that no test reaches is alive', () => {
  const verdicts = (['killed', 'endless', 'survived', 'unreached'] as const).map((fate) =>
    verdict(fate),
  );
  expect(report(verdicts, []).percentDead).toBe(50);
  expect(report(verdicts, []).unexplained).toHaveLength(2);
});

test('a survivor is named with its place and what it puts there', () => {
  expect(report([verdict('killed'), verdict('survived', { replacement: '' })], []).lines).toEqual([
    ' 50.0 %        1/2  packages/at/src/a.ts',
    ' 50.0 %        1/2  all',
    '1 alive, 0 of them with a reason',
    'packages/at/src/a.ts:3:5: survived: a < 1 left out',
  ]);
});

test('an accepted survivor is explained wherever its line has moved, but lowers the score', () => {
  const { path, on, original, replacement } = mutant;
  const accepted = [{ path, on, original, replacement, reason: 'a is never 1' }];
  const found = report([verdict('survived', { line: 9 })], accepted);
  expect(found).toMatchObject({ percentDead: 0, unexplained: [], outdated: [] });
  const other = report([verdict('survived', { replacement: 'true' })], accepted);
  expect(other.unexplained).toHaveLength(1);
});

test('an accepted survivor that is dead is outdated, unless its file was not looked at', () => {
  const { path, on, original, replacement } = mutant;
  const accepted = { path, on, original, replacement, reason: 'a is never 1' };
  expect(report([verdict('killed')], [accepted]).outdated).toEqual([accepted]);
  expect(report([verdict('killed')], [{ ...accepted, path: 'b.ts' }]).outdated).toEqual([]);
});
