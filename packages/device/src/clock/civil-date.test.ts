import { expect, test } from 'vitest';
import { civilDate, yearBegins } from './civil-date.ts';

test.each([
  [1970, 0],
  [1999, 915_148_800],
  [2000, 946_684_800],
  [2001, 978_307_200],
  [2026, 1_767_225_600],
  [2100, 4_102_444_800],
  [2101, 4_133_980_800],
  [2128, 4_985_971_200],
  [1900, -2_208_988_800],
])('%i begins %i s after 1970', (year, seconds) => {
  expect(yearBegins(year)).toBe(seconds);
});

test('months have the lengths of the calendar in every year from 2000 to 2127', () => {
  for (let year = 2000; year <= 2127; year += 1) {
    const isLeap = year % 4 === 0 && year !== 2100;
    const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let at = yearBegins(year);
    for (const [index, length] of lengths.entries()) {
      const month = index + 1;
      const first = { year, month, day: 1, hour: 0, minute: 0, second: 0 };
      expect(civilDate(at)).toMatchObject(first);
      at += length * 86_400;
      const last = { year, month, day: length, hour: 23, minute: 59, second: 59 };
      expect(civilDate(at - 1)).toMatchObject(last);
    }
    expect(at).toBe(yearBegins(year + 1));
  }
});
