import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestWorking } from './largest-working.ts';

test('the largest number that works is found, and tried itself', async () => {
  const cases = fc.record({
    low: fc.integer({ min: 0, max: 50 }),
    length: fc.integer({ min: 0, max: 5000 }),
    limit: fc.integer({ min: 0, max: 6000 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ low, length, limit }) => {
      const high = low + length;
      const tried = new Set<number>();
      const found = await largestWorking(low, high, 1, async (number) => {
        tried.add(number);
        expect(number).toBeGreaterThanOrEqual(low);
        expect(number).toBeLessThanOrEqual(high);
        return number <= limit;
      });
      expect(found).toBe(limit < low ? undefined : Math.min(limit, high));
      expect(tried).toContain(found ?? low);
      expect(tried.size).toBeLessThan(32);
    }),
  );
});

test('as exact as it is asked for', async () => {
  const found = (await largestWorking(1, 100_000, 64, async (number) => number <= 33_333)) ?? 0;
  expect(found).toBeLessThanOrEqual(33_333);
  expect(found).toBeGreaterThan(33_333 - 64);
});
