import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asctime } from './asctime.ts';

const secondsPerDay = 86_400;
const firstDay = 915_148_800 / secondsPerDay;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = [
  ['Jan', 31],
  ['Feb', 28],
  ['Mar', 31],
  ['Apr', 30],
  ['May', 31],
  ['Jun', 30],
  ['Jul', 31],
  ['Aug', 31],
  ['Sep', 30],
  ['Oct', 31],
  ['Nov', 30],
  ['Dec', 31],
] as const;

/** `Fri Jan  1` and the year, of every day from 1999 to 2128, by turning the leaves one by one. */
const days: readonly (readonly [string, number])[] = [...leaves()];

function* leaves(): Generator<readonly [string, number]> {
  let weekday = weekdays.indexOf('Fri');
  for (let year = 1999; year <= 2128; year += 1) {
    const isLeap = year % 4 === 0 && year !== 2100;
    for (const [month, length] of months) {
      const last = month === 'Feb' && isLeap ? 29 : length;
      for (let day = 1; day <= last; day += 1) {
        yield [`${weekdays[weekday]} ${month} ${day < 10 ? ' ' : ''}${day}`, year];
        weekday = (weekday + 1) % 7;
      }
    }
  }
}

describe('asctime', () => {
  test.each([
    [0, 'Thu Jan  1 00:00:00 1970'],
    [-1, 'Wed Dec 31 23:59:59 1969'],
    [946_684_799, 'Fri Dec 31 23:59:59 1999'],
    [946_684_800, 'Sat Jan  1 00:00:00 2000'],
    [951_868_799, 'Tue Feb 29 23:59:59 2000'],
    [951_868_800, 'Wed Mar  1 00:00:00 2000'],
    [1_634_665_676, 'Tue Oct 19 17:47:56 2021'],
    [1_677_628_799, 'Tue Feb 28 23:59:59 2023'],
    [1_677_628_800, 'Wed Mar  1 00:00:00 2023'],
    [1_709_208_000, 'Thu Feb 29 12:00:00 2024'],
    [1_767_225_599, 'Wed Dec 31 23:59:59 2025'],
    [1_767_258_307, 'Thu Jan  1 09:05:07 2026'],
    [4_107_542_399, 'Sun Feb 28 23:59:59 2100'],
    [4_107_542_400, 'Mon Mar  1 00:00:00 2100'],
    [4_985_971_199, 'Wed Dec 31 23:59:59 2127'],
  ])('SNTP-08: %i s after 1970 is written %s', (seconds, text) => {
    expect(asctime(seconds)).toBe(text);
  });

  test('every day from 1999 to 2128 begins and ends as the calendar has it', () => {
    const wrong = days.filter(([leaf, year], index) => {
      const midnight = (firstDay + index) * secondsPerDay;
      const begins = asctime(midnight) === `${leaf} 00:00:00 ${year}`;
      return !begins || asctime(midnight + secondsPerDay - 1) !== `${leaf} 23:59:59 ${year}`;
    });
    expect(wrong).toEqual([]);
    expect(days).toHaveLength(47_482);
  });

  test('law: hours, minutes and seconds count up within a day', () => {
    const parts = fc.tuple(fc.nat(days.length - 1), fc.nat(23), fc.nat(59), fc.nat(59));
    fc.assert(
      fc.property(parts, ([index, ...time]) => {
        const [leaf, year] = days[index] ?? ['', 0];
        const [hour, minute, second] = time;
        const at = (firstDay + index) * secondsPerDay + hour * 3_600 + minute * 60 + second;
        const shown = time.map((part) => `${part < 10 ? '0' : ''}${part}`).join(':');
        return asctime(at) === `${leaf} ${shown} ${year}`;
      }),
    );
  });
});
