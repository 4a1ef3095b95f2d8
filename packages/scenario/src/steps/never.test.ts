import { millisecond } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

const ok = '\r\nOK\r\n';

describe('never', () => {
  const script = {
    AT: [
      [1, ok],
      [50, 'BAD\r\n'],
    ],
  } as const;

  test('holds for the rest of the file and fails at that very byte', async () => {
    const { result } = await runSteps('steps:\n  - never: BAD\n  - send: AT\n  - wait: 1s', script);
    expect(result.failure).toMatchObject({
      line: 3,
      step: 'never: BAD',
      expected: 'never "BAD"',
      got: ['BAD'],
    });
    expect(result.virtualNs).toBe(350 * millisecond);
  });

  test('with `within` watches that long and lets it go', async () => {
    const steps = (ms: number) =>
      `steps: [{ send: AT }, { never: BAD, within: ${ms}ms }, { wait: 1s }]`;
    expect((await runSteps(steps(48), script)).result.verdict).toBe('passed');
    expect((await runSteps(steps(49), script)).result.verdict).toBe('failed');
  });

  test('with `steps` watches while they run', async () => {
    const steps = (ms: number) =>
      `steps: [{ never: BAD, steps: [{ send: AT }, { wait: ${ms}ms }] }, { wait: 1s }]`;
    const { result } = await runSteps(steps(48), script);
    expect(result).toMatchObject({ verdict: 'passed', steps: 4, stepsDone: 4 });
    expect((await runSteps(steps(49), script)).result.verdict).toBe('failed');
  });
});
