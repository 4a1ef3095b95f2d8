import { expect, test } from 'vitest';
import { timeZone, timeZoneRange } from './time-zone.ts';

const hour = 3_600;
const minute = 60;

test.each([
  [8, 8 * hour, 8],
  [0, 0, 0],
  [-5, -5 * hour, -5],
  [-12, -12 * hour, -12],
  [14, 14 * hour, 14],
  [800, 8 * hour, 8],
  [-500, -5 * hour, -5],
  [530, 5 * hour + 30 * minute, 5],
  [1245, 12 * hour + 45 * minute, 12],
  [-330, -3 * hour - 30 * minute, -3],
  [15, 15 * minute, 0],
  [-13, -13 * minute, 0],
  [59, 59 * minute, 0],
  [100, hour, 1],
  [-1200, -12 * hour, -12],
  [1400, 14 * hour, 14],
  [1459, 14 * hour + 59 * minute, 14],
  [-1259, -12 * hour - 59 * minute, -12],
])('a zone typed as %i is %i s ahead of UTC and is shown as %i', (typed, offsetSeconds, hours) => {
  expect(timeZone(typed)).toEqual({ offsetSeconds, hours });
});

test.each([60, 99, -60, 175, 1260, 1460, 1500, -1260, -1300, 2400])('%i is no zone', (typed) => {
  expect(timeZone(typed)).toBeUndefined();
});

test('the range is that of what can be a zone', () => {
  expect(timeZone(timeZoneRange.min)).toBeDefined();
  expect(timeZone(timeZoneRange.max)).toBeDefined();
  expect(timeZoneRange).toEqual({ min: -1259, max: 1459 });
});
