import type { Duration } from '@w800/kernel';
import type { Pending } from '@w800/ports';
import { machineClock } from './machine-clock.ts';

const pieces = 10;

/**
 * Calls back when that long has passed, counted in pieces. Between two of them
 * what has come is seen: a machine that was away for all of it, and could not
 * have seen an answer, has taken one piece.
 */
export function patience(limitNs: Duration, over: () => void, left = pieces): Pending {
  let nap = machineClock.wake(limitNs / pieces, () => {
    if (left > 1) nap = patience(limitNs, over, left - 1);
    else over();
  });
  return { cancel: () => nap.cancel() };
}
