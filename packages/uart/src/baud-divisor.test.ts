import { valuesOf } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { baudDivisor, moduleClock } from './baud-divisor.ts';
import { baudRates } from './baud-rates.ts';
import { uartFigures } from './uart-figures.ts';

const figures = valuesOf(uartFigures);

/** Nominal rate, whole part, fraction, what ten bits really take. */
const table = [
  [600, 4165, 10, 16_666_500],
  [1200, 2082, 5, 8_333_250],
  [1800, 1387, 14, 5_555_500],
  [2400, 1040, 10, 4_166_500],
  [4800, 519, 13, 2_083_250],
  [9600, 259, 6, 1_041_500],
  [19_200, 129, 3, 520_750],
  [38_400, 64, 1, 260_250],
  [57_600, 42, 6, 173_500],
  [115_200, 20, 11, 86_750],
  [230_400, 9, 13, 43_250],
  [460_800, 4, 6, 21_500],
  [921_600, 1, 11, 10_750],
  [1_000_000, 1, 8, 10_000],
  [1_250_000, 1, 0, 8000],
  [1_500_000, 0, 10, 6500],
  [2_000_000, 0, 4, 5000],
] as const;

describe('the divisor of the module', () => {
  test('is known for each of the 17 rates the driver takes', () => {
    expect(table.map(([baud]) => baud)).toEqual(baudRates);
  });

  test.each(table)('%i baud is %i and %i sixteenths', (baud, integer, fraction) => {
    expect(baudDivisor(baud, figures)).toEqual({ integer, fraction });
  });

  test.each(table)('an 8N1 frame at %i baud takes its exact time', (baud, _i, _f, frameNs) => {
    expect(moduleClock(baud, figures).span(10)).toBe(frameNs);
  });

  test.each([
    [9600, 9601.54],
    [19_200, 19_203.07],
    [38_400, 38_424.59],
    [57_600, 57_636.89],
    [115_200, 115_273.78],
    [230_400, 231_213.87],
    [460_800, 465_116.28],
    [921_600, 930_232.56],
    [1_500_000, 1_538_461.54],
  ])('%i baud is really %d', (baud, effective) => {
    const frameNs = moduleClock(baud, figures).span(10);
    expect(Number((10_000_000_000 / frameNs).toFixed(2))).toBe(effective);
  });

  test('the module is never slower than nominal', () => {
    for (const [baud, , , frameNs] of table) expect(frameNs * baud).toBeLessThanOrEqual(1e10);
  });
});
