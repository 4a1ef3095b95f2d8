import type { Duration, Instant } from '@w800/kernel';

/**
 * The tick of lwIP's TCP. It starts with the first connection, stops after
 * the last, and every second fast tick is a slow one, by a count that goes on
 * across stops. No event is spent on it: all ticks are computed.
 */
export class TcpClock {
  private readonly now: () => Instant;
  private readonly fastTickNs: Duration;
  private startedAt: Instant = 0;
  private connections = 0;
  private neededUntil: Instant = -1;
  /** Fast and slow ticks counted before `startedAt`. */
  private fastBefore = 0;
  private slowBefore = 0;

  constructor(now: () => Instant, fastTickNs: Duration) {
    this.now = now;
    this.fastTickNs = fastTickNs;
  }

  /** A connection needs the tick from now on. */
  enter(): void {
    if (this.connections === 0) this.restart();
    this.connections += 1;
  }

  /** A connection needs it no longer than until an instant. */
  leave(until: Instant): void {
    this.connections -= 1;
    this.neededUntil = Math.max(this.neededUntil, until);
  }

  /** Something that is left needs it longer than was said. */
  stay(until: Instant): void {
    this.neededUntil = Math.max(this.neededUntil, until);
  }

  /** How many slow ticks there have been: lwIP's `tcp_ticks`. */
  get slowTicks(): number {
    return this.slowBefore + this.slowSince(this.fastSince());
  }

  /** How many slow ticks there were between an instant and now; the tick has run since. */
  slowTicksSince(instant: Instant): number {
    return this.slowSince(this.fastSince()) - this.slowSince(this.fastUntil(instant));
  }

  /** The instant of the `count`-th slow tick after now, counting from 1. */
  slowTick(count: number): Instant {
    const nth = this.slowSince(this.fastSince()) + count;
    const fastNth = this.fastBefore % 2 === 0 ? 2 * nth - 1 : 2 * nth;
    return this.startedAt + fastNth * this.fastTickNs;
  }

  /** The instant of the next fast tick. */
  get nextFastTick(): Instant {
    return this.startedAt + (this.fastSince() + 1) * this.fastTickNs;
  }

  private fastSince(): number {
    return this.fastUntil(this.now());
  }

  private fastUntil(instant: Instant): number {
    return Math.floor((instant - this.startedAt) / this.fastTickNs);
  }

  /** Of that many fast ticks since the start, how many were slow ones: the odd ones in all. */
  private slowSince(fast: number): number {
    return this.fastBefore % 2 === 0 ? Math.ceil(fast / 2) : Math.floor(fast / 2);
  }

  private restart(): void {
    if (this.neededUntil < 0) {
      this.startedAt = this.now();
      return;
    }
    // The tick that finds no connection left is the last.
    const last = Math.max(Math.ceil((this.neededUntil - this.startedAt) / this.fastTickNs), 1);
    if (this.startedAt + last * this.fastTickNs > this.now()) return;
    this.slowBefore += this.slowSince(last);
    this.fastBefore += last;
    this.startedAt = this.now();
  }
}
