import type { Duration, Kernel } from '@w800/kernel';

/** What counts time in the module: a crystal that is a little too fast or too slow. */
export class Oscillator {
  private readonly kernel: Kernel;
  private ppm: number;
  private countedNs: Duration = 0;
  private countedAt = 0;

  /** @param ppm how much too fast it is, in millionths; negative: too slow */
  constructor(kernel: Kernel, ppm: number) {
    this.kernel = kernel;
    this.ppm = ppm;
  }

  /** Nanoseconds it has counted since the run began. */
  get elapsedNs(): Duration {
    const passedNs = this.kernel.now - this.countedAt;
    // Microseconds times millionths, so that a day at any rate is a safe integer.
    return (
      this.countedNs + passedNs + Math.floor((Math.floor(passedNs / 1_000) * this.ppm) / 1_000)
    );
  }

  get driftPpm(): number {
    return this.ppm;
  }

  /** A new rate holds from now on; what was counted stays. */
  set driftPpm(ppm: number) {
    this.countedNs = this.elapsedNs;
    this.countedAt = this.kernel.now;
    this.ppm = ppm;
  }
}
