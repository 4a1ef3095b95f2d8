import { expect, test } from 'vitest';
import { formatSeconds } from './time.ts';

test.each([
  [0, '0 s'],
  [86_750, '0.00008675 s'],
  [1_000_000_000, '1 s'],
  [12_345_678_000, '12.345678 s'],
  [86_400_000_000_001, '86400.000000001 s'],
])('%i ns reads as %s', (nanoseconds, text) => {
  expect(formatSeconds(nanoseconds)).toBe(text);
});
