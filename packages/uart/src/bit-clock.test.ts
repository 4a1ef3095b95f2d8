import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BitClock } from './bit-clock.ts';

describe('a bit clock', () => {
  test('at 115,200 baud a frame of ten bits takes 86,806 ns, nine of them 781,250', () => {
    const clock = new BitClock(1, 115_200);
    expect(clock.span(10)).toBe(86_806);
    expect(clock.span(90)).toBe(781_250);
  });

  test('a million frames are as exact as one', () => {
    // 10,000,000 bits at 115,200 baud are 86.805555555... s.
    expect(new BitClock(1, 115_200).span(10_000_000)).toBe(86_805_555_556);
    expect(new BitClock(347, 40_000_000).span(10_000_000)).toBe(86_750_000_000);
  });

  test('spans agree with exact arithmetic, to the nearest nanosecond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70_000 }),
        fc.integer({ min: 1, max: 4_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (cycles, hz, bits) => {
          fc.pre((bits * cycles) / hz < 9_000_000);
          const doubled = 2n * BigInt(bits) * BigInt(cycles) * 1_000_000_000n + BigInt(hz);
          expect(BigInt(new BitClock(cycles, hz).span(bits))).toBe(doubled / (2n * BigInt(hz)));
        },
      ),
    );
  });

  test('stretches is the inverse of span', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 3_000_000 }),
        fc.integer({ min: 7, max: 12 }),
        fc.integer({ min: 0, max: 100_000 }),
        (hz, bits, count) => {
          const clock = new BitClock(1, hz);
          const duration = clock.span(bits * count);
          expect(clock.stretches(bits, duration)).toBe(count);
          expect(clock.stretches(bits, clock.span(bits * (count + 1)) - 1)).toBe(count);
        },
      ),
    );
  });

  test.each([
    [1025, true],
    [1026, false],
    [976, true],
    // A bit of 975 against 1000 is a rate 2.56 % too high.
    [975, false],
  ])('a bit of %i us is within 25 per mille of one of 1000: %s', (cycles, near) => {
    const nominal = new BitClock(1, 1000);
    const other = new BitClock(cycles, 1_000_000);
    expect(other.isNear(nominal, 25)).toBe(near);
    expect(nominal.isNear(other, 25)).toBe(near);
  });
});
