import { expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

test('a cut link comes back after its time, unless somebody said otherwise meanwhile', async () => {
  const steps = `steps:
  - fault: { link: down, for: 30s }
  - fault: { uplink: down }
  - wait: 40s
  - fault: { link: down, for: 10s }
  - fault: { link: down }
  - wait: 20s`;
  const { bench } = await runSteps(steps, {});
  expect(bench.deeds).toEqual([
    'link down at 300 ms',
    'uplink down at 300 ms',
    'link up at 30300 ms',
    'link down at 40300 ms',
    'link down at 40300 ms',
    'closed',
  ]);
});
