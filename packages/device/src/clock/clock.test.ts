import { Kernel, second, valuesOf } from '@w800/kernel';
import { expect, test } from 'vitest';
import { clockFigures } from '../profile/clock-figures.ts';
import { asctime } from './asctime.ts';
import { Clock } from './clock.ts';

const year2000 = 946_684_800;
const year2128 = 4_985_971_200;

function open(): { kernel: Kernel; clock: Clock } {
  const kernel = new Kernel({ seed: 1 });
  return { kernel, clock: new Clock(kernel, valuesOf(clockFigures)) };
}

test('it starts at 2000-01-01 00:00:00 whenever the supply comes, and runs', async () => {
  const { kernel, clock } = open();
  await kernel.run(100 * second);
  clock.powerOn();
  expect(clock.secondsSince1970).toBe(year2000);
  await kernel.run(101 * second - 1);
  expect(clock.secondsSince1970).toBe(year2000);
  await kernel.run(101 * second);
  expect(clock.secondsSince1970).toBe(year2000 + 1);
  clock.powerOn();
  expect(clock.secondsSince1970).toBe(year2000);
});

test('a second begins when it is set', async () => {
  const { kernel, clock } = open();
  await kernel.run(1_700_000_000);
  expect(clock.set(1_767_225_599)).toBe(true);
  expect(asctime(clock.secondsSince1970)).toBe('Wed Dec 31 23:59:59 2025');
  await kernel.run(2_699_999_999);
  expect(asctime(clock.secondsSince1970)).toBe('Wed Dec 31 23:59:59 2025');
  await kernel.run(2_700_000_000);
  expect(asctime(clock.secondsSince1970)).toBe('Thu Jan  1 00:00:00 2026');
});

test('a year before 2000 or after 2127 leaves it as it was', async () => {
  const { kernel, clock } = open();
  await kernel.run(7 * second);
  expect([clock.set(year2000 - 1), clock.set(year2128)]).toEqual([false, false]);
  expect(clock.secondsSince1970).toBe(year2000 + 7);
  expect(clock.set(year2000)).toBe(true);
  expect(clock.set(year2128 - 1)).toBe(true);
});

test('after the end of 2127 comes 2000', async () => {
  const { kernel, clock } = open();
  clock.set(year2128 - 2);
  await kernel.run(1 * second);
  expect(asctime(clock.secondsSince1970)).toBe('Wed Dec 31 23:59:59 2127');
  await kernel.run(2 * second);
  expect(asctime(clock.secondsSince1970)).toBe('Sat Jan  1 00:00:00 2000');
});
