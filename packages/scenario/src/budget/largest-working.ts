/**
 * The largest number from `low` to `high` that works, if what works for a
 * number works for every smaller one.
 * @param step how exact it has to be
 * @returns undefined when not even `low` does
 */
export async function largestWorking(
  low: number,
  high: number,
  step: number,
  works: (number: number) => Promise<boolean>,
): Promise<number | undefined> {
  if (!(await works(low))) return undefined;
  let good = low;
  let bad = high + 1;
  // Doubling first: most ends are nearer than the limit, and large numbers cost more to try.
  for (let next = Math.max(1, 2 * low); next < bad; next *= 2) {
    if (!(await works(next))) {
      bad = next;
      break;
    }
    good = next;
  }
  while (bad - good > step) {
    const middle = good + Math.max(1, Math.floor((bad - good) / 2));
    if (await works(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
