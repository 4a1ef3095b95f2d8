import { millisecond } from '@w800/kernel';
import { machineClock, type WallClock } from '@w800/live';

/** Who sleeps looks up so often. */
const napMaxNs = 50 * millisecond;
/** A machine that was away for longer has taken no more, or the module would miss an answer. */
const gapMaxNs = 2 * napMaxNs;

/**
 * The machine's clock, which stands while the machine is away, and on which
 * waiting can be left out: while it hurries, who sleeps is woken after a turn
 * of the event loop, and it is as late as he wanted. That is for what the
 * module waits for inside; what comes from outside would be too late.
 */
export class HurryingClock implements WallClock {
  hurries = false;
  private passedNs = 0;
  private seenNs = machineClock.nowNs;

  get nowNs(): number {
    const { nowNs } = machineClock;
    this.passedNs += Math.min(nowNs - this.seenNs, gapMaxNs);
    this.seenNs = nowNs;
    return this.passedNs;
  }

  wake(delay: number, awake: () => void): { cancel(): void } {
    const untilNs = this.nowNs + delay;
    const doze = (): { cancel(): void } => {
      const restNs = this.hurries ? 0 : Math.min(untilNs - this.nowNs, napMaxNs);
      return machineClock.wake(restNs, () => {
        if (this.hurries) this.passedNs = Math.max(untilNs, this.nowNs);
        if (this.nowNs >= untilNs) awake();
        else nap = doze();
      });
    };
    let nap = doze();
    return { cancel: () => nap.cancel() };
  }
}
