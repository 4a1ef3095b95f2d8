import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ticks } from './ticks.ts';
import { timeAxis } from './time-axis.ts';

describe('ticks', () => {
  it.each([
    [253, 6, [0, 50, 100, 150, 200, 250]],
    [100, 10, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]],
    [0.5, 6, [0]],
  ])('up to %d are few and round', (max, count, places) => {
    expect(ticks(max, count)).toEqual(places);
  });

  it('are never more than asked for, and reach more than half as far as they may', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 1_000_000 }),
        fc.integer({ min: 2, max: 20 }),
        (max, n) => {
          const places = ticks(max, n);
          expect(places.length).toBeLessThanOrEqual(n + 1);
          expect(places.at(-1)).toBeLessThanOrEqual(max);
          expect(places.at(-1)).toBeGreaterThan(max / 2);
        },
      ),
    );
  });
});

describe('the axis of time', () => {
  it.each([
    [40_000_000, '0 5 ms 10 ms 15 ms 20 ms 25 ms 30 ms 35 ms 40 ms'],
    [23_500_000_000, '0 5 s 10 s 15 s 20 s'],
    [179_000_000_000, '0 20 s 40 s 60 s 80 s 100 s 120 s 140 s 160 s'],
    [600_000_000_000, '0 1 min 2 min 3 min 4 min 5 min 6 min 7 min 8 min 9 min 10 min'],
    [86_400_000_000_000, '0 5 h 10 h 15 h 20 h'],
    [0, '0'],
  ])('of a run of %d ns has the unit that a person would take', (endNs, texts) => {
    expect(
      timeAxis(endNs)
        .map(({ text }) => text)
        .join(' '),
    ).toBe(texts);
  });
});
