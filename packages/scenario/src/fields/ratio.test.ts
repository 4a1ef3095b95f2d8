import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRatio } from './ratio.ts';

test.each([
  ['1/1000', 1_000],
  ['1 / 20', 50_000],
  ['0/1', 0],
  ['7/7', 1_000_000],
  ['1/3', 333_333],
  ['2/3', 666_667],
  ['1/999999999', 1],
])('a ratio of %s is %i millionths', (text, ppm) => {
  expect(readRatio(text)).toEqual({ ok: true, value: ppm });
});

test.each(['0.1', '5%', '1/0', '2/1', '-1/2', '1/2/3', '', '1/'])('%j is no ratio', (text) => {
  expect(readRatio(text)).toMatchObject({ ok: false });
});

test('a ratio of whatever part is nearest to it, and nothing only where it is nothing', () => {
  const parts = fc.tuple(fc.nat(999_999_999), fc.integer({ min: 1, max: 999_999_999 }));
  fc.assert(
    fc.property(parts, ([above, below]) => {
      fc.pre(above <= below);
      const read = readRatio(`${above}/${below}`);
      const ppm = read.ok ? read.value : Number.NaN;
      expect(ppm === 0).toBe(above === 0);
      expect(Math.abs(ppm - (above * 1e6) / below)).toBeLessThanOrEqual(ppm === 1 ? 1 : 0.5);
    }),
  );
});
