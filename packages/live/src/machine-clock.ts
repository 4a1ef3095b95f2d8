import { hour, millisecond } from '@w800/kernel';
import type { WallClock } from './wall-clock.ts';

const startedAt = process.hrtime.bigint();
// A timer of the machine holds 24 days; who sleeps longer wakes up in between.
const napMax = 24 * hour;

/** The machine's monotonic clock. Its timers know whole milliseconds. */
export const machineClock: WallClock = {
  get nowNs() {
    return Number(process.hrtime.bigint() - startedAt);
  },
  wake(delay, awake) {
    if (delay <= 0) {
      const turn = setImmediate(awake);
      return { cancel: () => clearImmediate(turn) };
    }
    const timer = setTimeout(awake, Math.ceil(Math.min(delay, napMax) / millisecond));
    return { cancel: () => clearTimeout(timer) };
  },
};
