import { defineTraceKind, second, type Duration, type Kernel, type Values } from '@w800/kernel';
import type { clockFigures } from '../profile/clock-figures.ts';
import { yearBegins } from './civil-date.ts';
import { Oscillator } from './oscillator.ts';

export const clockSet = defineTraceKind<{
  readonly secondsSince1970: number;
  /** What the clock showed until then. */
  readonly before: number;
}>('clock.set', 'The clock of the module was set');

export interface ClockOptions {
  readonly kernel: Kernel;
  readonly figures: Values<typeof clockFigures>;
  /**
   * What a firmware that reads the real-time clock as local time, and takes it off
   * therefore, takes off now, in seconds. Default: 0, as one that reads UTC.
   */
  readonly misreadSeconds?: () => number;
}

/** What can be done to the clock of a module from outside. */
export interface ClockControl {
  /** How much too fast it runs, in millionths; negative: too slow. */
  driftPpm: number;
  /** It runs as it was made. */
  resetDrift(): void;
  /** The clock is ahead by so much more from now on; negative: behind. */
  step(seconds: number): void;
}

/**
 * The clock: whole seconds of UTC. The real-time clock starts anew at power-up
 * and runs through a restart; after its last year comes its first. After each
 * restart it is read once, at the first question for the time, and counted on
 * by the tick of the system, whose seconds begin when those of the uptime do.
 */
export class Clock implements ClockControl {
  private readonly options: ClockOptions;
  private readonly oscillator: Oscillator;
  private readonly first: number;
  private readonly spanSeconds: number;
  private setAt: Duration = 0;
  private shownThen: number;
  private bootedAt: Duration = 0;
  /** The time less the uptime, in whole seconds; undefined until the time is asked for. */
  private offsetSeconds: number | undefined;

  constructor(options: ClockOptions) {
    const { kernel, figures } = options;
    this.options = options;
    this.oscillator = new Oscillator(kernel, figures.driftPpm);
    this.first = yearBegins(figures.yearMin);
    this.spanSeconds = yearBegins(figures.yearMax + 1) - this.first;
    this.shownThen = this.first;
  }

  get driftPpm(): number {
    return this.oscillator.driftPpm;
  }

  set driftPpm(ppm: number) {
    this.oscillator.driftPpm = ppm;
  }

  resetDrift(): void {
    this.driftPpm = this.options.figures.driftPpm;
  }

  /** The supply comes: the counters begin where they begin. */
  powerOn(): void {
    this.setRtc(this.first);
    this.boot();
  }

  /** The module starts: the real-time clock has gone on, the uptime begins. */
  boot(): void {
    this.bootedAt = this.oscillator.elapsedNs;
    this.offsetSeconds = undefined;
  }

  /** The time as the module believes it, in UTC; what certificates are judged by. */
  get secondsSince1970(): number {
    this.offsetSeconds ??= this.rtcSeconds - this.misreadSeconds() - this.uptimeSeconds;
    return this.wrap(this.offsetSeconds + this.uptimeSeconds);
  }

  /** Sets the clock. False for a year it cannot show. */
  set(secondsSince1970: number): boolean {
    const fits = secondsSince1970 >= this.first && secondsSince1970 < this.first + this.spanSeconds;
    if (!fits) return false;
    const before = this.secondsSince1970;
    this.options.kernel.trace.emit(clockSet, { secondsSince1970, before });
    this.setRtc(secondsSince1970);
    this.offsetSeconds = secondsSince1970 - this.uptimeSeconds;
    return true;
  }

  step(seconds: number): void {
    const before = this.secondsSince1970;
    this.shownThen += seconds;
    this.offsetSeconds = (this.offsetSeconds ?? 0) + seconds;
    const { secondsSince1970 } = this;
    this.options.kernel.trace.emit(clockSet, { secondsSince1970, before });
  }

  private misreadSeconds(): number {
    return this.options.misreadSeconds?.() ?? 0;
  }

  private get uptimeSeconds(): number {
    return Math.floor((this.oscillator.elapsedNs - this.bootedAt) / second);
  }

  private get rtcSeconds(): number {
    const passed = Math.floor((this.oscillator.elapsedNs - this.setAt) / second);
    return this.wrap(this.shownThen + passed);
  }

  private setRtc(shown: number): void {
    this.setAt = this.oscillator.elapsedNs;
    this.shownThen = shown;
  }

  /** What lies behind the last year begins with the first; before it, a zone was taken off. */
  private wrap(seconds: number): number {
    const since = seconds - this.first;
    return since < this.spanSeconds ? seconds : this.first + (since % this.spanSeconds);
  }
}
