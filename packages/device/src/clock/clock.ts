import { defineTraceKind, second, type Instant, type Kernel, type Values } from '@w800/kernel';
import type { clockFigures } from '../profile/clock-figures.ts';
import { yearBegins } from './civil-date.ts';

export const clockSet = defineTraceKind<{
  readonly secondsSince1970: number;
  /** What the clock showed until then. */
  readonly before: number;
}>('clock.set', 'The clock of the module was set');

/**
 * The real-time clock: whole seconds of UTC. It starts anew at power-up, runs
 * through a restart, and after its last year comes its first.
 */
export class Clock {
  private readonly kernel: Kernel;
  private readonly first: number;
  private readonly spanSeconds: number;
  private setAt: Instant = 0;
  private shownThen: number;

  constructor(kernel: Kernel, figures: Values<typeof clockFigures>) {
    this.kernel = kernel;
    this.first = yearBegins(figures.yearMin);
    this.spanSeconds = yearBegins(figures.yearMax + 1) - this.first;
    this.shownThen = this.first;
  }

  /** The supply comes: the counters begin where they begin. */
  powerOn(): void {
    this.start(this.first);
  }

  /** The time as the module believes it, in UTC; what certificates are judged by. */
  get secondsSince1970(): number {
    const passed = Math.floor((this.kernel.now - this.setAt) / second);
    return this.first + ((this.shownThen - this.first + passed) % this.spanSeconds);
  }

  /** Sets the clock; a second begins now. False for a year it cannot show. */
  set(secondsSince1970: number): boolean {
    const fits = secondsSince1970 >= this.first && secondsSince1970 < this.first + this.spanSeconds;
    if (!fits) return false;
    const before = this.secondsSince1970;
    this.kernel.trace.emit(clockSet, { secondsSince1970, before });
    this.start(secondsSince1970);
    return true;
  }

  private start(shown: number): void {
    this.setAt = this.kernel.now;
    this.shownThen = shown;
  }
}
