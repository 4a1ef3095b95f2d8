import { expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';
import { runSteps } from '../testing/run-steps.ts';

test('the supply is switched, and whoever switches it on waits for ready', async () => {
  const steps = `steps:
  - power: off
  - wait: 2s
  - power: on
  - power: cycle
  - { power: cycle, for: 10s, expect: [] }`;
  const { bench, result } = await runSteps(steps, {});
  expect(result.verdict).toBe('passed');
  expect(bench.deeds).toEqual([
    'power off at 300 ms',
    'power on at 2300 ms',
    'power off at 2600 ms',
    'power on at 3600 ms',
    'power off at 3900 ms',
    'power on at 13900 ms',
    'closed',
  ]);
});

test('a ready that came before is not taken for the one that is due', async () => {
  const { result } = await runSteps('steps: [{ power: cycle, within: 200ms }]', {});
  expect(result.failure?.message).toBe('t.yaml:2:9: "ready" did not come within 200 ms (at 1.5 s)');
});

test('only a cycle has a length', () => {
  const loaded = loadScenario('name: t\nsteps: [{ power: off, for: 1s }]', 't.yaml');
  expect(loaded.ok ? [] : loaded.problems).toMatchObject([
    { code: 'SCN_WRONG_VALUE', line: 2, what: '`for` does not go with `off`' },
  ]);
});

test('a line cut short by the power does not swallow ready', async () => {
  const steps = `steps:
  - { send: { raw: AT }, expect: [] }
  - expect: { bytes: '+CW' }
  - power: cycle`;
  const { result } = await runSteps(steps, { AT: '+CWM' });
  expect(result.failure?.message).toBeUndefined();
});
