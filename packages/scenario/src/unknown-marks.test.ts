import { expect, test } from 'vitest';
import { loadScenario } from './load-scenario.ts';

const problemsOf = (steps: string) => {
  const loaded = loadScenario(`name: t\nsteps:\n${steps}`, 't.yaml');
  return loaded.ok ? [] : loaded.problems;
};

test.each([
  ['  - check: { heap: { leaks: none } }', '3:22', 'marks a moment', '`- mark: NAME`'],
  ['  - check: { heap: { leaks: { since: idle } } }', '3:38', 'marks "idle"', '`- mark: idle`'],
  [
    '  - mark: idle\n  - check: { heap: { grownSince: { idel: "<= 1KiB" } } }',
    '4:36',
    'marks "idel"',
    'Did you mean `idle`?',
  ],
  // A check compares before it marks.
  [
    '  - check: { heap: { leaks: { since: here }, mark: here } }',
    '3:38',
    'no step further up',
    'mark: here',
  ],
])('%s is refused at %s', (steps, place, what, fix) => {
  const [problem, ...others] = problemsOf(steps);
  expect(others).toEqual([]);
  expect(problem?.code).toBe('SCN_UNKNOWN_MARK');
  expect(`${problem?.line}:${problem?.column}`).toBe(place);
  expect(problem?.what).toContain(what);
  expect(problem?.fix).toContain(fix);
});

test('a moment marked by a step, by a check or further in can be compared with', () => {
  const steps = `
  - mark: one
  - steps: [{ check: { heap: { mark: two } } }]
  - check: { heap: { leaks: none, grownSince: { one: '== 0', two: '== 0' } } }`;
  expect(problemsOf(steps)).toEqual([]);
});

test.each([
  ['owners: { tls*: "<= 1KiB" }', '3:32', '`tls*` names no owner', 'such as `tls.*`'],
  ['owners: { tls.in: 12 }', '3:40', '`tls.in` must be text', ''],
  ['owners: { tls.in: "<= 12" }', undefined, '', ''],
  ['leaks: { except: tls. }', '3:39', '`tls.` names no owner', 'such as `mqtt.client`'],
  ['leaks: { except: [tls.in, "*"] }', '3:48', '`*` names no owner', ''],
  ['leaks: some', '3:29', '`leaks`', ''],
  ['leaks: { sinse: one }', '3:31', '`sinse` is not known here', '`since`'],
])('%s: what is wrong stands at %s', (bounds, place, what, fix) => {
  const steps = `  - { mark: one }\n  - check: { heap: { ${bounds} } }`;
  const [problem] = problemsOf(steps.replace('{ mark: one }', 'mark: one'));
  const at = problem === undefined ? undefined : `${problem.line - 1}:${problem.column}`;
  expect(at).toBe(place);
  expect(problem?.what ?? '').toContain(what);
  expect(problem?.fix ?? '').toContain(fix);
});
