import { expect, test } from 'vitest';

import { heapPageOf } from './heap-page.ts';
import { heapRuns } from './heap/heap-runs.ts';

const runs = await heapRuns();

test('the page tells the same twice: the runs are the same', async () => {
  expect(heapPageOf(await heapRuns())).toBe(heapPageOf(runs));
});

test('what is known stands beside the model, and a large deviation beside its reason', () => {
  const page = heapPageOf(runs);
  expect(page).toContain(
    '| free at power-on | 258,744 | addresses in the 2.2 image | 258,744 | 0.0 % |  |',
  );
  for (const line of page.split('\n')) {
    const [, percent, reason] = /\| ([+-]?\d+\.\d) % \| (.*) \|$/.exec(line) ?? [];
    if (percent === undefined || Math.abs(Number(percent)) <= 5) continue;
    expect(reason).toMatch(/\w/);
  }
});

test('a figure that has moved away without a reason makes no page', () => {
  const moved = new Map(runs.bytes).set('tcp.socket', 500);
  expect(() => heapPageOf({ ...runs, bytes: moved })).toThrow(
    'TCP socket, idle: 500 instead of 456 is left without a reason',
  );
});

test('an owner nobody has described makes no page', () => {
  const owners = new Set([...runs.owners, 'new.owner']);
  expect(() => heapPageOf({ ...runs, owners })).toThrow('heap-owners.ts has nothing on new.owner');
});
