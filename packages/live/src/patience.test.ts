import { millisecond } from '@w800/kernel';
import { expect, test } from 'vitest';
import { machineClock } from './machine-clock.ts';
import { patience } from './patience.ts';

test('patience is at its end when all of it has passed, once', async () => {
  const startedNs = machineClock.nowNs;
  let ends = 0;
  await new Promise<void>((resolve) => {
    patience(20 * millisecond, () => {
      ends += 1;
      resolve();
    });
  });
  // A timer of the machine may be a millisecond early.
  expect(machineClock.nowNs - startedNs).toBeGreaterThanOrEqual(10 * millisecond);
  expect(ends).toBe(1);
});

test('patience lets the event loop turn before it is at its end, however late its timer is', async () => {
  const story: string[] = [];
  await new Promise<void>((resolve) => {
    patience(10 * millisecond, () => {
      story.push('over');
      resolve();
    });
    const untilNs = machineClock.nowNs + 20 * millisecond;
    machineClock.wake(0, () => story.push('turned'));
    while (machineClock.nowNs < untilNs);
  });
  expect(story).toEqual(['turned', 'over']);
});

test.each([0, 3])('patience that is cancelled after %i ms never ends', async (afterMs) => {
  let ends = 0;
  const pending = patience(10 * millisecond, () => (ends += 1));
  await new Promise<void>((resolve) => machineClock.wake(afterMs * millisecond, resolve));
  pending.cancel();
  // Of two that wait as long the first would end first.
  await new Promise<void>((resolve) => patience(10 * millisecond, resolve));
  expect(ends).toBe(0);
});
