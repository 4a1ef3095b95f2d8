import { expect, test } from 'vitest';
import { machineClock } from './machine-clock.ts';

test('the clock of the machine never goes back and gives whole nanoseconds', () => {
  const readings = Array.from({ length: 1_000 }, () => machineClock.nowNs);
  expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  expect(readings.every((reading) => Number.isSafeInteger(reading))).toBe(true);
});

test.each([0, 1, 1_500_000])('who sleeps %i ns is woken later, not at once', async (delay) => {
  let woken = false;
  const awake = new Promise<void>((resolve) => {
    machineClock.wake(delay, () => {
      woken = true;
      resolve();
    });
  });
  expect(woken).toBe(false);
  await awake;
});

test.each([0, 1])('whose sleep of %i ns is cancelled is not woken', async (delay) => {
  const woken: string[] = [];
  machineClock.wake(delay, () => woken.push('cancelled')).cancel();
  // Of two with the same delay the first would be woken first.
  await new Promise<void>((resolve) => machineClock.wake(delay, resolve));
  expect(woken).toEqual([]);
});
