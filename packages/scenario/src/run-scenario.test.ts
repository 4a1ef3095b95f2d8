import { finding, millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import type { RunOptions } from './run-scenario.ts';
import { runSteps } from './testing/run-steps.ts';
import type { Script, ScriptedBench } from './testing/scripted-bench.ts';

const ok = '\r\nOK\r\n';

describe('a run', () => {
  test('gives the same digest again, and another one when the story differs', async () => {
    const steps = 'steps: [{ send: AT }, { wait: 5s }]';
    const digest = async (script: Script) => (await runSteps(steps, script)).result.digest;
    expect(await digest({ AT: ok })).toBe(await digest({ AT: ok }));
    expect(await digest({ AT: ok })).not.toBe(await digest({ AT: [[2, ok]] }));
  });

  test('takes its seed from the options, from the file, or as 0', async () => {
    const seed = async (steps: string, options: RunOptions) =>
      (await runSteps(steps, {}, undefined, options)).result.seed;
    expect(await seed('steps: []', {})).toBe(0);
    expect(await seed('seed: 7\nsteps: []', {})).toBe(7);
    expect(await seed('seed: 7\nsteps: []', { seed: 9 })).toBe(9);
  });

  test('ends as interrupted when the signal says so in the middle of a wait', async () => {
    const ending = new AbortController();
    const { result, bench } = await runSteps(
      'steps: [{ wait: 20h }]',
      {},
      ({ kernel }) => {
        const tick = () => {
          if (kernel.now > second) ending.abort();
          kernel.after(millisecond, tick);
        };
        tick();
      },
      { signal: ending.signal },
    );
    expect(result.verdict).toBe('interrupted');
    expect(result.virtualNs).toBe(second + millisecond);
    expect(bench.deeds.at(-1)).toBe('closed');
  });

  test('lets the event loop turn, so that a real signal gets through', async () => {
    const ending = new AbortController();
    setImmediate(() => ending.abort());
    const endless = ({ kernel }: ScriptedBench) => {
      const tick = () => void kernel.after(millisecond, tick);
      tick();
    };
    const { result } = await runSteps('steps: [{ wait: 20h }]', {}, endless, {
      signal: ending.signal,
    });
    expect(result.verdict).toBe('interrupted');
  });

  test('is broken when the twin breaks, and says how to see it again', async () => {
    const { result, bench } = await runSteps('steps: [{ wait: 1s }]', {}, ({ kernel }) => {
      kernel.after(second, () => kernel.fail('two and two is four'));
    });
    expect(result.verdict).toBe('broken');
    expect(result.failure?.message).toContain('assertion failed: two and two is four');
    expect(result.failure?.replay).toBe('pnpm sim t.yaml --seed 0');
    expect(bench.deeds.at(-1)).toBe('closed');
  });

  test('is broken, too, by an error nobody foresaw', async () => {
    const { result } = await runSteps('steps: [{ wait: 1s }]', {}, ({ kernel }) => {
      kernel.after(second, () => {
        throw new TypeError('x is undefined');
      });
    });
    expect(result).toMatchObject({ verdict: 'broken', virtualNs: second });
    expect(result.failure?.message).toContain('x is undefined');
  });

  test('shows the findings of its models', async () => {
    const { result } = await runSteps('steps: [{ wait: 1s }]', {}, ({ kernel }) => {
      kernel.after(millisecond, () =>
        kernel.trace.emit(finding, { id: 'a.b', text: 'A surprise.' }),
      );
    });
    expect(result.findings).toEqual([{ at: millisecond, id: 'a.b', text: 'A surprise.' }]);
  });

  test('fails when the module never becomes ready', async () => {
    const { result } = await runSteps('steps: [{ wait: 1s }]', {}, (bench) => {
      Object.assign(bench, { powerOn: () => {} });
    });
    expect(result.failure?.message).toContain('did not print "ready" within 5 s');
  });
});
