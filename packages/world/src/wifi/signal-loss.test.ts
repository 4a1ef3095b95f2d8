import { valuesOf } from '@w800/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { worldFigures } from '../figures.ts';
import { bothLossesPpm, signalLossPpm } from './signal-loss.ts';

const figures = valuesOf(worldFigures);
const million = 1_000_000;

test('nothing is lost down to -80 dBm, a quarter a little above -88, all below -94', () => {
  const losses = [0, -80, -81, -87, -88, -94, -95, -120].map((rssi) =>
    signalLossPpm(figures, rssi),
  );
  expect(losses).toEqual([0, 0, 4_444, 217_777, 284_444, 871_111, million, million]);
});

test('law: a weaker signal never loses less, and a loss is a whole number of a million', () => {
  const rssi = fc.integer({ min: -120, max: 0 });
  const holds = (one: number, other: number): void => {
    const [weak, strong] = [Math.min(one, other), Math.max(one, other)];
    const loss = signalLossPpm(figures, weak);
    expect(loss).toBeGreaterThanOrEqual(signalLossPpm(figures, strong));
    expect(Number.isInteger(loss) && loss >= 0 && loss <= million).toBe(true);
  };
  fc.assert(fc.property(rssi, rssi, holds));
});

test('law: two losses are more than the greater, less than their sum, and no order matters', () => {
  const ppm = fc.integer({ min: 0, max: million });
  const holds = (one: number, other: number): void => {
    const both = bothLossesPpm(one, other);
    expect(both).toBe(bothLossesPpm(other, one));
    expect(both).toBeGreaterThanOrEqual(Math.max(one, other));
    expect(both).toBeLessThanOrEqual(Math.min(million, one + other));
  };
  fc.assert(fc.property(ppm, ppm, holds));
  expect(bothLossesPpm(500_000, 500_000)).toBe(750_000);
});
