import type { Duration } from '@w800/kernel';
import type { Pending } from '@w800/ports';
import type { WallClock } from '../wall-clock.ts';

interface Nap {
  readonly until: number;
  readonly awake: () => void;
}

/** A clock that stands still unless the test moves it. */
export class ManualClock implements WallClock {
  nowNs = 1_000;
  /** How late sleepers wake up by themselves; undefined: only `advance` wakes them. */
  readonly oversleepNs: Duration | undefined;
  /** The delays that were asked for. */
  readonly delays: Duration[] = [];
  private nap: Nap | undefined;
  private watcher: (() => void) | undefined;

  constructor(oversleepNs?: Duration) {
    this.oversleepNs = oversleepNs;
  }

  wake(delay: Duration, awake: () => void): Pending {
    const nap = { until: this.nowNs + delay, awake };
    this.delays.push(delay);
    this.nap = nap;
    this.watcher?.();
    const { oversleepNs } = this;
    if (oversleepNs !== undefined) void this.oversleep(nap, delay + oversleepNs);
    return {
      cancel: () => {
        if (this.nap === nap) this.nap = undefined;
      },
    };
  }

  /** Time passes; who sleeps until then is woken. */
  advance(duration: Duration): void {
    this.nowNs += duration;
    const { nap } = this;
    if (nap === undefined || nap.until > this.nowNs) return;
    this.nap = undefined;
    nap.awake();
  }

  /** Comes back when somebody sleeps. */
  async sleeper(): Promise<void> {
    if (this.nap !== undefined) return;
    await new Promise<void>((resolve) => {
      this.watcher = resolve;
    });
    this.watcher = undefined;
  }

  private async oversleep(nap: Nap, duration: Duration): Promise<void> {
    await Promise.resolve();
    if (this.nap === nap) this.advance(duration);
  }
}
