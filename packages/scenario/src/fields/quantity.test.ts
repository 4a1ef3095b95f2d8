import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationMaxNs, readDuration } from './duration.ts';
import { readSize } from './size.ts';

describe('a duration', () => {
  test.each([
    ['15s', 15_000_000_000],
    ['300ms', 300_000_000],
    ['2m', 120_000_000_000],
    ['1h', 3_600_000_000_000],
    ['0s', 0],
    ['1.5 s', 1_500_000_000],
    ['0.001us', 1],
    ['86.75us', 86_750],
    ['2400h', durationMaxNs],
  ])('%s is %i ns', (text, ns) => {
    expect(readDuration(text)).toEqual({ ok: true, value: ns });
  });

  test.each([
    ['5', '`5` has no unit'],
    ['5d', '`d` is no unit of a duration'],
    ['5S', '`S` is no unit of a duration'],
    ['-5s', '`-5s` is not a duration'],
    ['s', '`s` is not a duration'],
    ['1e9s', '`1e9s` is not a duration'],
    ['0.0001us', '`0.0001us` is finer than the smallest unit'],
    ['2401h', '`2401h` is too large'],
    ['5constructor', '`constructor` is no unit of a duration'],
  ])('%s is none: %s', (text, what) => {
    expect(readDuration(text)).toMatchObject({ ok: false, what });
  });

  test('of whatever text is whole, in range, or refused', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.stringMatching(/^\d{1,16}(\.\d{1,10})? ?(us|ms|s|m|h)$/),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = readDuration(text);
        if (!read.ok) return;
        expect(Number.isSafeInteger(read.value)).toBe(true);
        expect(read.value).toBeGreaterThanOrEqual(0);
        expect(read.value).toBeLessThanOrEqual(durationMaxNs);
      }),
    );
  });
});

test.each([
  ['64', 64],
  ['64B', 64],
  ['100KiB', 102_400],
  ['1.5KiB', 1536],
  ['1MiB', 1_048_576],
])('a size of %s is %i bytes', (text, bytes) => {
  expect(readSize(text)).toEqual({ ok: true, value: bytes });
});

test('a decimal unit of size is no unit here, and the advice names the binary one', () => {
  const read = readSize('10MB');
  expect(read.ok ? '' : read.fix).toContain('`MiB`');
});
