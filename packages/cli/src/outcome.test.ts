import { expect, it } from 'vitest';

import { judge } from './outcome.ts';
import { exitCodeOf, summarise } from './summary.ts';
import { examples } from './testing/example-outcomes.ts';

const { passed, failed, interrupted, broken, unstable } = examples;

it('gives a single run its own verdict', () => {
  expect(judge(failed)).toStrictEqual({ verdict: 'failed', result: failed.result, realMs: 1234.5 });
});

it.each([
  ['equal', passed, passed, 'passed'],
  ['equally failed', failed, failed, 'failed'],
  ['another digest', passed, { ...passed, result: { ...passed.result, digest: 'x' } }, 'unstable'],
  ['another time', passed, { ...passed, result: { ...passed.result, virtualNs: 1 } }, 'unstable'],
  ['passed, then failed', passed, failed, 'unstable'],
  ['cut short', passed, interrupted, 'interrupted'],
  ['our fault the second time', passed, broken, 'broken'],
])('compares two runs: %s', (_case, first, second, verdict) => {
  expect(judge(first, second).verdict).toBe(verdict);
});

it.each([
  ['all passed', [passed, passed], 2, 0],
  ['one failed', [passed, failed], 2, 1],
  ['one not deterministic', [unstable, passed], 2, 1],
  ['our fault outranks a failure', [failed, broken], 2, 3],
  ['an interruption outranks all', [failed, broken, interrupted], 3, 130],
  ['not all were run', [passed], 2, 130],
])('ends with the code that says it: %s', (_case, outcomes, runs, exitCode) => {
  expect(exitCodeOf(summarise(runs, outcomes, 1))).toBe(exitCode);
});
