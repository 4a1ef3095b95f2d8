/**
 * How far measured figures lie from what they should be, each by its own size;
 * the worst counts, and a figure too many or too few is beyond measure.
 */
export function deviationPercent(measured: readonly number[], wanted: readonly number[]): number {
  if (measured.length !== wanted.length) return Infinity;
  const deviations = wanted.map((value, index) => {
    const distance = Math.abs((measured[index] ?? NaN) - value);
    return distance === 0 ? 0 : (100 * distance) / value;
  });
  return Math.max(...deviations);
}
