import { instantMax, type Instant, type Kernel, type RunOutcome } from '@w800/kernel';
import type { Door } from './door.ts';
import { machineClock } from './machine-clock.ts';
import type { WallClock } from './wall-clock.ts';

export interface PacerOptions {
  /** Default the machine's own. */
  readonly clock?: WallClock;
  /** Virtual seconds in a second outside, a whole number of at least 1. Default 1. */
  readonly speed?: number;
  /**
   * How far it may run without waiting, asked before each stretch. Virtual
   * time that was won this way is kept: the clock goes on from there. Default:
   * nothing is won.
   */
  readonly ahead?: () => Instant;
}

/**
 * Runs a kernel along a clock. Virtual time stands where the kernel stood at
 * the first run, plus what has passed outside since then: every instant is
 * taken from the clock, never from the last sleep, so nothing drifts, and who
 * was held up catches up. Where it may run `ahead` it does, and leads from then on.
 */
export class Pacer {
  private readonly kernel: Kernel;
  private readonly door: Door;
  private readonly clock: WallClock;
  private readonly speed: number;
  private readonly ahead: () => Instant;
  private start: { readonly at: Instant; readonly wallNs: number } | undefined;
  private running = false;
  private halted = false;
  /** Ends the sleep under way. */
  private wakeUp: (() => void) | undefined;

  constructor(kernel: Kernel, door: Door, options: PacerOptions = {}) {
    const { clock = machineClock, speed = 1, ahead = () => 0 } = options;
    kernel.assert(Number.isSafeInteger(speed) && speed >= 1, 'a speed is a whole number from 1');
    this.kernel = kernel;
    this.door = door;
    this.clock = clock;
    this.speed = speed;
    this.ahead = ahead;
    door.onKnock(() => this.wakeUp?.());
  }

  /**
   * Runs until `stop` says so after an event, `until` is reached or `stop()`
   * is called. Whoever knocks comes in meanwhile. Between two runs the time
   * outside goes on, and the next run makes up for it.
   * @throws whatever an event throws
   */
  async run(until: Instant = instantMax, stop: () => boolean = never): Promise<RunOutcome> {
    this.kernel.assert(!this.running, 'a kernel has one pace');
    this.start ??= { at: this.kernel.now, wallNs: this.clock.nowNs };
    this.running = true;
    this.halted = false;
    try {
      return await this.follow(until, () => this.halted || stop());
    } finally {
      this.running = false;
    }
  }

  /** The instant it is outside; the kernel stands at its last event, which may be long ago. */
  get now(): Instant {
    const { now } = this.kernel;
    return this.running ? Math.max(now, this.outside(this.clock.nowNs)) : now;
  }

  /** Ends the run under way, before its next event. */
  stop(): void {
    this.halted = true;
    this.wakeUp?.();
  }

  private async follow(until: Instant, stop: () => boolean): Promise<RunOutcome> {
    const { kernel, door } = this;
    for (;;) {
      if ((await kernel.run(this.due(until), stop)) === 'stopped') return 'stopped';
      if (this.halted) return 'stopped';
      if (kernel.now >= until) return 'deadline';
      // One at a time: what the first brings about is done before the second comes in.
      if (!door.admit()) await this.sleep(until);
    }
  }

  /** The instant it is outside, or how far the kernel may lead. */
  private get present(): Instant {
    const { nowNs } = this.clock;
    const outside = this.outside(nowNs);
    const ahead = this.ahead();
    if (ahead <= outside) return outside;
    this.start = { at: ahead, wallNs: nowNs };
    return ahead;
  }

  private outside(nowNs: number): Instant {
    const { at, wallNs } = this.start ?? { at: 0, wallNs: 0 };
    return at + (nowNs - wallNs) * this.speed;
  }

  private due(until: Instant): Instant {
    return Math.max(this.kernel.now, Math.min(this.present, until));
  }

  /** Until the next alarm, or somebody knocks. The machine's own events get their turn. */
  private async sleep(until: Instant): Promise<void> {
    const next = Math.min(this.kernel.nextAt ?? until, until);
    const delay = Math.max(0, Math.ceil((next - this.present) / this.speed));
    await new Promise<void>((resolve) => {
      const nap = this.clock.wake(delay, resolve);
      this.wakeUp = () => {
        nap.cancel();
        resolve();
      };
    });
    this.wakeUp = undefined;
  }
}

function never(): boolean {
  return false;
}
