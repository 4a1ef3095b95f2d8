import { expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

test('a station joins with what is said or usual, and leaves', async () => {
  const steps = `vars: { name: kitchen }
steps:
  - station: { join: '\${name}', password: '12345678', mac: '02:00:00:00:00:11' }
  - station: { join: lobby }
  - station: { leave: true, mac: '02:00:00:00:00:11' }
  - station: { leave: true }`;
  const { bench } = await runSteps(steps, {});
  expect(bench.deeds).toEqual([
    '02:00:00:00:00:11 joins kitchen with "12345678"',
    '02:00:00:00:00:10 joins lobby with ""',
    '02:00:00:00:00:11 leaves',
    '02:00:00:00:00:10 leaves',
    'closed',
  ]);
});
