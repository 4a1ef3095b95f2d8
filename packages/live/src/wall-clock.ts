import type { Duration } from '@w800/kernel';
import type { Pending } from '@w800/ports';

/** The time outside. */
export interface WallClock {
  /** Nanoseconds since some moment; it never goes back. */
  readonly nowNs: number;
  /** Calls back when that long has passed or a little later, never synchronously. */
  wake(delay: Duration, awake: () => void): Pending;
}
