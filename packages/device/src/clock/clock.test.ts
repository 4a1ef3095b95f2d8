import { hour, Kernel, millisecond, second, valuesOf } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { clockFigures } from '../profile/clock-figures.ts';
import { asctime } from './asctime.ts';
import { Clock } from './clock.ts';

const year2000 = 946_684_800;
const year2128 = 4_985_971_200;

function open(misread = 0): { kernel: Kernel; clock: Clock } {
  const kernel = new Kernel({ seed: 1 });
  const figures = { ...valuesOf(clockFigures), driftPpm: 0 };
  return { kernel, clock: new Clock({ kernel, figures, misreadSeconds: () => misread }) };
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

test('its seconds begin when those of the uptime do, whenever it is set', async () => {
  const { kernel, clock } = open();
  clock.powerOn();
  await kernel.run(1_700 * millisecond);
  expect(clock.set(1_767_225_599)).toBe(true);
  expect(asctime(clock.secondsSince1970)).toBe('Wed Dec 31 23:59:59 2025');
  await kernel.run(2 * second - 1);
  expect(asctime(clock.secondsSince1970)).toBe('Wed Dec 31 23:59:59 2025');
  await kernel.run(2 * second);
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

describe('A restart', () => {
  test('has the real-time clock read again at the first question, wherever the second stands', async () => {
    const { kernel, clock } = open();
    clock.powerOn();
    await kernel.run(300 * millisecond);
    clock.set(1_767_225_600);
    await kernel.run(5_900 * millisecond);
    clock.boot();
    // Set 5.6 s ago: the counter has counted 5, and the uptime nothing.
    expect(clock.secondsSince1970).toBe(1_767_225_605);
    await kernel.run(6_899 * millisecond);
    expect(clock.secondsSince1970).toBe(1_767_225_605);
    await kernel.run(6_900 * millisecond);
    expect(clock.secondsSince1970).toBe(1_767_225_606);
  });

  test('of a firmware that takes it for local time leaves the clock behind by the zone', async () => {
    const { kernel, clock } = open(8 * 3_600);
    clock.set(1_767_225_600);
    expect(clock.secondsSince1970).toBe(1_767_225_600);
    await kernel.run(10 * second);
    clock.boot();
    expect(clock.secondsSince1970).toBe(1_767_225_610 - 8 * 3_600);
    clock.set(1_767_225_700);
    expect(clock.secondsSince1970).toBe(1_767_225_700);
  });
});

describe('A crystal', () => {
  test.each([
    [20, 1],
    [-50, -3],
    [1_000_000, 50_000],
    [-1_000_000, -50_000],
  ])('of %d ppm is off by %d s after 50,000 s', async (ppm, offSeconds) => {
    const { kernel, clock } = open();
    clock.powerOn();
    clock.driftPpm = ppm;
    await kernel.run(50_000 * second);
    expect(clock.secondsSince1970 - year2000 - 50_000).toBe(offSeconds);
  });

  test('that changes keeps what it has counted', async () => {
    const { kernel, clock } = open();
    clock.powerOn();
    clock.driftPpm = 1_000;
    await kernel.run(1 * hour);
    clock.driftPpm = 0;
    await kernel.run(3 * hour);
    expect(clock.secondsSince1970 - year2000).toBe(3 * 3_600 + 3);
  });
});

test('a step shows at once and survives a restart', async () => {
  const { kernel, clock } = open();
  clock.powerOn();
  const set: unknown[] = [];
  kernel.trace.onAny(({ data }) => set.push(data));
  await kernel.run(10 * second);
  clock.step(-3_600 * 24);
  const stepped = year2000 + 10 - 86_400;
  expect(clock.secondsSince1970).toBe(stepped);
  clock.boot();
  expect(clock.secondsSince1970).toBe(stepped);
  expect(set).toEqual([{ secondsSince1970: stepped, before: year2000 + 10 }]);
});
