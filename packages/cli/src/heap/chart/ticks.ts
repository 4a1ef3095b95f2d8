/** Places on an axis: round numbers from 0 to `max`, `countMax` at most beside 0. */
export function ticks(max: number, countMax: number): readonly number[] {
  const step = stepFor(max / countMax);
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
}

/** The least of 1, 2, 5, 10, 20, 50, ... that is no less. */
function stepFor(least: number): number {
  let power = 1;
  for (;;) {
    const step = [1, 2, 5].find((digit) => digit * power >= least);
    if (step !== undefined) return step * power;
    power *= 10;
  }
}
