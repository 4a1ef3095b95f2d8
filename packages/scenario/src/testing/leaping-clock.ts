import { hour } from '@w800/kernel';
import type { WallClock } from '@w800/live';

/** So often the event loop turns before it is taken for granted that nobody has anything to do. */
const quietTurns = 8;
/** Who sleeps that long waits for somebody else to wake him. */
const foreverNs = 24 * hour;

interface Sleeper {
  readonly untilNs: number;
  readonly awake: () => void;
}

/**
 * Time outside without a machine's clock: it stands while anything is done, and
 * when all sleep it leaps to whoever has to wake first. So what lasts a minute
 * is over at once, and no machine is too slow for it.
 */
export class LeapingClock implements WallClock {
  nowNs = 0;
  private readonly sleepers = new Set<Sleeper>();
  private turns = 0;
  private isTurning = false;

  wake(delay: number, awake: () => void): { cancel(): void } {
    if (delay >= foreverNs) return { cancel: () => this.stir() };
    const sleeper = { untilNs: this.nowNs + Math.max(0, delay), awake };
    this.sleepers.add(sleeper);
    this.stir();
    return {
      cancel: () => {
        this.sleepers.delete(sleeper);
        this.stir();
      },
    };
  }

  /** Somebody has done something. */
  private stir(): void {
    this.turns = 0;
    if (this.isTurning) return;
    this.isTurning = true;
    setImmediate(() => this.turn());
  }

  private turn(): void {
    this.turns += 1;
    if (this.turns > quietTurns) this.leap();
    this.isTurning = this.sleepers.size > 0;
    if (this.isTurning) setImmediate(() => this.turn());
  }

  private leap(): void {
    const [first] = [...this.sleepers].toSorted((a, b) => a.untilNs - b.untilNs);
    if (first === undefined) return;
    this.sleepers.delete(first);
    this.nowNs = Math.max(this.nowNs, first.untilNs);
    this.turns = 0;
    first.awake();
  }
}
