import { expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';
import { runSteps } from '../testing/run-steps.ts';

test('what is named is set, what is not stays', async () => {
  const steps = `steps:
  - host: { baud: 9600, parity: even }
  - host: { stopBits: 2, dataBits: 7 }`;
  const { bench, result } = await runSteps(steps, {});
  expect(result.verdict).toBe('passed');
  expect(bench.port.settings).toEqual({
    baud: 9600,
    dataBits: 7,
    parity: 'even',
    stopBits: 2,
    flowControl: 'none',
  });
});

test.each([
  ['{}', 'nothing is set here'],
  ['{ baud: 0 }', ''],
  ['{ dataBits: 9 }', ''],
  ['{ speed: 9600 }', ''],
])('%s is no setting of a host', (value, what) => {
  const loaded = loadScenario(`name: t\nsteps: [{ host: ${value} }]`, 't.yaml');
  expect(loaded.ok ? [] : loaded.problems).toHaveLength(1);
  expect(loaded.ok ? '' : loaded.problems[0]?.what).toContain(what);
});
