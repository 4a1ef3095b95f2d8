import { expect, it } from 'vitest';

import { evidenceOfScenario, evidenceOfTests } from './evidence.ts';

const groups = new Set(['AA', 'BB']);

it('takes the ids of a title and of its table, each once', () => {
  const code = "\nit.each([['AA-02'], ['AA-01']])('AA-01, %s: it holds', f);";
  expect(evidenceOfTests('a.test.ts', code, groups)).toStrictEqual([
    { by: 'test', place: 'a.test.ts:2', title: 'AA-01, %s: it holds', ids: ['AA-01', 'AA-02'] },
  ]);
});

it('takes nothing from a comment, the body of a test and a title without ids', () => {
  const code = "// AA-01\nit('holds', () => expect('AA-02').toBe('BB-01'));";
  expect(evidenceOfTests('a.test.ts', code, groups)).toStrictEqual([]);
});

it('takes what a scenario shows, and nothing from one that shows nothing', () => {
  const shows = ['AA-01', 'BB-01', 'AA-01'];
  expect(evidenceOfScenario('a.yaml', { name: 'It holds', shows })).toStrictEqual([
    { by: 'scenario', place: 'a.yaml', title: 'It holds', ids: ['AA-01', 'BB-01'] },
  ]);
  expect(evidenceOfScenario('a.yaml', { name: 'AA-01', shows: [] })).toStrictEqual([]);
});
