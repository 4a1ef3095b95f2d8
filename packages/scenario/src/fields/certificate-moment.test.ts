import { describe, expect, test } from 'vitest';
import { readCertificateMoment } from './certificate-moment.ts';

describe('when a certificate begins or ends', () => {
  test.each([
    ['-1d', true, -86_400],
    ['90d', true, 7_776_000],
    ['+1.5h', true, 5_400],
    ['2m', true, 120],
    ['-30s', true, -30],
    ['-0s', true, 0],
    ['2030-01-01', false, 1_893_456_000],
    ['2030-01-01T00:00:59Z', false, 1_893_456_059],
    ['1969-12-31', false, -86_400],
    ['9999-12-31', false, 253_402_214_400],
  ])('%s', (text, isRelative, seconds) => {
    expect(readCertificateMoment(text)).toEqual({ ok: true, value: { isRelative, seconds } });
  });

  test.each([
    ['2030-02-30', '`2030-02-30` is no date', 'Write a date such as `2030-01-01`'],
    ['2030-1-1', '`2030-1-1` is no date', '`-30d`'],
    ['2030-01-01 10:00', 'is no date', '`-30d`'],
    ['0000-01-01', 'is no date', '`-30d`'],
    ['3y', '`y` is no unit of a date, or a time', 'Did you mean `d`?'],
    ['-2 weeks', '`weeks` is no unit', 'Did you mean `d`?'],
    ['-7', '`-7` has no unit', '-30d'],
    ['36501d', '`36501d` is too large', 'The most is 36500d.'],
    ['0.1s', '`0.1s` is finer than the smallest unit', '-30d'],
    ['', '`` is not a date, or a time from the beginning of the run', '-30d'],
    ['soon', '`soon` is not a date', '-30d'],
    ['--1d', '`--1d` is not a date', '-30d'],
  ])('%j is refused with what helps', (text, what, fix) => {
    const read = readCertificateMoment(text);
    if (read.ok) throw new Error('it was read');
    expect(read.what).toContain(what);
    expect(read.fix).toContain(fix);
  });
});
