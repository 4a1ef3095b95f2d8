import type { Duration, Instant } from '@w800/kernel';
import type { Retransmission } from './retransmission.ts';
import type { TcpClock } from './tcp-clock.ts';
import type { WorldValues } from '../world-values.ts';

/**
 * Van Jacobson's estimator in slow ticks, as tcp_in.c has it: `sa` is eight
 * times the smoothed round trip, `sv` four times its deviation, and integer
 * shifts keep `sv` from falling below 3 on a fast path.
 */
export class LwipRetransmission implements Retransmission {
  private readonly clock: TcpClock;
  private readonly figures: WorldValues;
  private sa = 0;
  private sv: number;
  /** The timeout that holds until the next acknowledgement of something new. */
  private timeoutTicks: number;
  /** The tick the measured segment left at; 0 says that none is measured, as in lwIP. */
  private measuredFrom = 0;
  private measuredPlace = 0;

  constructor(clock: TcpClock, figures: WorldValues) {
    this.clock = clock;
    this.figures = figures;
    this.sv = figures.moduleFirstTimeoutTicks;
    this.timeoutTicks = this.sv;
  }

  /** What is sent again is measured like anything else, from when it was sent again. */
  leaves(place: number): void {
    if (this.measuredFrom !== 0) return;
    this.measuredFrom = this.clock.slowTicks;
    this.measuredPlace = place;
  }

  acknowledged(place: number, isNew: boolean): void {
    if (isNew) this.timeoutTicks = this.estimateTicks;
    if (this.measuredFrom === 0 || this.measuredPlace >= place) return;
    const error = this.clock.slowTicks - this.measuredFrom - (this.sa >> 3);
    this.sa += error;
    this.sv += Math.abs(error) - (this.sv >> 2);
    this.timeoutTicks = this.estimateTicks;
    this.measuredFrom = 0;
  }

  expired(asking: boolean): void {
    this.measuredFrom = 0;
    // In SYN_SENT the pace is even.
    if (!asking) this.timeoutTicks = this.estimateTicks << this.figures.moduleBackoffShift;
  }

  resent(): void {
    this.measuredFrom = 0;
  }

  deadline(attempts: number): Instant {
    // The slow tick after the last retransmission finds the count reached and gives up.
    return this.clock.slowTick(this.exhausted(attempts) ? 1 : this.timeoutTicks);
  }

  exhausted(attempts: number): boolean {
    return attempts >= this.figures.moduleRetransmissionsMax;
  }

  probeAt(probes: number): Instant {
    const { moduleProbeTicks, moduleProbeTicksMax } = this.figures;
    return this.clock.slowTick(Math.min(moduleProbeTicks * 2 ** probes, moduleProbeTicksMax));
  }

  probesEndAt(): Instant {
    return this.clock.slowTick(1);
  }

  acknowledgeBy(): Instant {
    return this.clock.nextFastTick;
  }

  /** The first slow tick that counts more ticks than the limit has. */
  silentAt(heardAt: Instant, limitNs: Duration): Instant {
    const limitTicks = Math.floor(limitNs / (2 * this.figures.moduleFastTickNs));
    const ticksLeft = limitTicks + 1 - this.clock.slowTicksSince(heardAt);
    return this.clock.slowTick(Math.max(ticksLeft, 1));
  }

  hasDropped(heardAt: Instant): boolean {
    const limitTicks = this.figures.moduleOutOfOrderTimeouts * this.timeoutTicks;
    return this.clock.slowTicksSince(heardAt) >= limitTicks;
  }

  private get estimateTicks(): number {
    return (this.sa >> 3) + this.sv;
  }
}
