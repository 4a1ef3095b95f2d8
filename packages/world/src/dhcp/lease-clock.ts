import type { Alarm, Kernel } from '@w800/kernel';
import type { WorldValues } from '../world-values.ts';

/** What is to be done with a lease that grows old. */
export interface LeaseDeadlines {
  /** T1: ask who gave it. Returns whether this is still the time for it. */
  renew(): boolean;
  /** T2: ask everybody. */
  rebind(): void;
  expire(): void;
}

/** The options of a lease that say how long it holds, in seconds. */
export interface LeaseTimes {
  readonly lease: number;
  readonly renew: number;
  readonly rebind: number;
}

/** RFC 2132: a lease of so many seconds does not end. */
export const leaseForEver = 2 ** 32 - 1;

/**
 * The age of a lease in lwIP's coarse ticks. Of several deadlines in one tick
 * the last passes first, and one that was passed is set anew half way to the
 * next one.
 */
export class LeaseClock {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private readonly deadlines: LeaseDeadlines;
  private readonly startedAt: number;
  private alarm: Alarm | undefined;
  /** The tick the lease was taken in; ticks are counted from the start of the client. */
  private boundTick = 0;
  private endTicks = 0;
  private rebindTicks = 0;
  private renewAtTick: number | undefined;
  private rebindAtTick: number | undefined;

  constructor(kernel: Kernel, figures: WorldValues, deadlines: LeaseDeadlines) {
    this.kernel = kernel;
    this.figures = figures;
    this.deadlines = deadlines;
    this.startedAt = kernel.now;
  }

  /** A lease begins, or begins anew. */
  begin({ lease, renew, rebind }: LeaseTimes): void {
    this.boundTick = this.ticksNow;
    this.endTicks = lease === leaseForEver ? Infinity : this.ticksOf(lease);
    this.rebindTicks = this.ticksOf(rebind);
    this.renewAtTick = this.boundTick + this.ticksOf(renew);
    this.rebindAtTick = this.boundTick + this.rebindTicks;
    this.plan();
  }

  stop(): void {
    this.alarm?.cancel();
    this.alarm = undefined;
  }

  private get ticksNow(): number {
    return Math.floor((this.kernel.now - this.startedAt) / this.figures.dhcpCoarseTickNs);
  }

  /** Seconds in ticks, rounded, at least one. */
  private ticksOf(seconds: number): number {
    const { dhcpCoarseTickNs, dhcpCoarseTicksMax } = this.figures;
    const tickSeconds = dhcpCoarseTickNs / 1_000_000_000;
    const ticks = Math.floor((seconds + tickSeconds / 2) / tickSeconds);
    return Math.min(Math.max(ticks, 1), dhcpCoarseTicksMax);
  }

  private plan(): void {
    this.stop();
    const next = Math.min(
      this.boundTick + this.endTicks,
      this.renewAtTick ?? Infinity,
      this.rebindAtTick ?? Infinity,
    );
    if (next === Infinity) return;
    const at = this.startedAt + next * this.figures.dhcpCoarseTickNs;
    this.alarm = this.kernel.at(at, () => this.pass(next));
  }

  private pass(tick: number): void {
    this.alarm = undefined;
    const used = tick - this.boundTick;
    if (used >= this.endTicks) {
      this.deadlines.expire();
      return;
    }
    if (this.rebindAtTick === tick) {
      this.rebindAtTick = this.halfWay(tick, this.endTicks - used);
      this.plan();
      this.deadlines.rebind();
      return;
    }
    const again = this.deadlines.renew();
    this.renewAtTick = again ? this.halfWay(tick, this.rebindTicks - used) : undefined;
    this.plan();
  }

  private halfWay(tick: number, restTicks: number): number | undefined {
    const half = Math.floor(restTicks / 2);
    return half >= this.figures.dhcpRetryCoarseTicksMin ? tick + half : undefined;
  }
}
