import type { Duration, Instant, Kernel } from '@w800/kernel';

/** When an attempt at a session is given up, whatever it waits for then. */
export class AttemptLimit {
  private readonly kernel: Kernel;
  private readonly limitNs: Duration;
  private beganAt: Instant;

  constructor(kernel: Kernel, limitNs: Duration) {
    this.kernel = kernel;
    this.limitNs = limitNs;
    this.beganAt = kernel.now;
  }

  /** When the attempt began, or would have begun without what did not count. */
  get startedAt(): Instant {
    return this.beganAt;
  }

  get at(): Instant {
    return this.beganAt + this.limitNs;
  }

  get hasPassed(): boolean {
    return this.kernel.now >= this.at;
  }

  /** What has taken so long does not count. */
  discount(durationNs: Duration): void {
    this.beganAt += durationNs;
  }
}
