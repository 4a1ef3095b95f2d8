import { expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

test.each([
  ['heap: { free: ">= 200000" }', 'passed'],
  ['heap: { free: "> 200000" }', 'failed'],
  ['heap: { used: "<= 80000B", lowWater: "== 90000", largest: "== 64KiB" }', 'passed'],
  ['heap: { largest: "< 64KiB" }', 'failed'],
  ['time: "<= 300ms"', 'passed'],
  ['time: "< 300ms"', 'failed'],
])('check %s has %s', async (check, verdict) => {
  const { result } = await runSteps(`steps: [{ check: { ${check} } }]`, {});
  expect(result.verdict).toBe(verdict);
});
