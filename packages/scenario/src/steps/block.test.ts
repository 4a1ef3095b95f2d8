import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

describe('time', () => {
  test('file, block and step say how long a wait may take', async () => {
    const silent = { AT: '' };
    const took = async (steps: string) => (await runSteps(steps, silent)).result.virtualNs;
    const boot = 300 * millisecond;
    expect(await took('steps: [{ send: AT }]')).toBe(boot + 5 * second);
    expect(await took('within: 7s\nsteps: [{ send: AT }]')).toBe(boot + 7 * second);
    const block = 'within: 7s\nsteps: [{ within: 2s, steps: [{ send: AT }] }]';
    expect(await took(block)).toBe(boot + 2 * second);
    const step = 'within: 7s\nsteps: [{ within: 2s, steps: [{ send: AT, within: 1s }] }]';
    expect(await took(step)).toBe(boot + second);
  });

  test('a block hands its time limit back', async () => {
    const steps = 'steps: [{ within: 2s, steps: [{ wait: 1ms }] }, { send: AT }]';
    const { result } = await runSteps(steps, { AT: '' });
    expect(result.virtualNs).toBe(301 * millisecond + 5 * second);
  });

  test('a list shares one time limit', async () => {
    const { result } = await runSteps('steps: [{ send: AT, expect: [a, b, OK], within: 1s }]', {
      AT: [
        [600, 'a\r\n'],
        [1200, 'b\r\n'],
      ],
    });
    expect(result.failure?.expected).toBe('"b"');
    expect(result.virtualNs).toBe(1300 * millisecond);
  });

  test('the run ends at its limit', async () => {
    const { result } = await runSteps('limit: 10s\nsteps: [{ wait: 6s }, { wait: 6s }]', {});
    expect(result.failure?.message).toContain('has taken 10 s of virtual time');
    expect(result).toMatchObject({ stepsDone: 1, virtualNs: 10 * second });
  });
});
