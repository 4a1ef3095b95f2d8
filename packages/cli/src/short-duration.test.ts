import { expect, it } from 'vitest';

import { shortDuration } from './short-duration.ts';

it.each([
  [0, '0 ms'],
  [999.9, '999 ms'],
  [1000, '1.0 s'],
  [12_399, '12.3 s'],
  [59_999, '59.9 s'],
  [60_000, '1 min 00 s'],
  [3_599_999, '59 min 59 s'],
  [24 * 3_600_000, '24 h 00 min'],
  [48 * 3_600_000, '2 d 00 h'],
  [7 * 24 * 3_600_000 + 5 * 3_600_000, '7 d 05 h'],
])('%d ms is %s', (milliseconds, text) => {
  expect(shortDuration(milliseconds)).toBe(text);
});
