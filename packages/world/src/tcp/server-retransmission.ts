import type { Duration, Instant, Kernel } from '@w800/kernel';
import type { Retransmission } from './retransmission.ts';
import type { WorldValues } from '../world-values.ts';

/** RFC 6298 with the limits of Linux. */
export class ServerRetransmission implements Retransmission {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private smoothedNs: Duration | undefined;
  private deviationNs: Duration = 0;
  private measuredPlace: number | undefined;
  private measuredFrom: Instant = 0;
  private timeoutNs: Duration;

  constructor(kernel: Kernel, figures: WorldValues) {
    this.kernel = kernel;
    this.figures = figures;
    this.timeoutNs = figures.serverFirstTimeoutNs;
  }

  /** Karn: what is sent again is no measure. */
  leaves(place: number, again: boolean): void {
    if (again || this.measuredPlace !== undefined) return;
    this.measuredPlace = place;
    this.measuredFrom = this.kernel.now;
  }

  acknowledged(place: number): void {
    if (this.measuredPlace === undefined || this.measuredPlace >= place) return;
    this.measuredPlace = undefined;
    const sampleNs = this.kernel.now - this.measuredFrom;
    if (this.smoothedNs === undefined) {
      this.smoothedNs = sampleNs;
      this.deviationNs = Math.floor(sampleNs / 2);
    } else {
      const errorNs = Math.abs(this.smoothedNs - sampleNs);
      this.deviationNs = Math.floor((3 * this.deviationNs + errorNs) / 4);
      this.smoothedNs = Math.floor((7 * this.smoothedNs + sampleNs) / 8);
    }
    // Linux floors the deviation, so that a steady path keeps 200 ms above its round trip.
    this.timeoutNs =
      this.smoothedNs + Math.max(4 * this.deviationNs, this.figures.serverTimeoutMinNs);
  }

  /** Karn: the longer timeout stays until a round trip has been measured again. */
  expired(): void {
    this.measuredPlace = undefined;
    this.timeoutNs = Math.min(2 * this.timeoutNs, this.figures.serverTimeoutMaxNs);
  }

  resent(): void {
    this.measuredPlace = undefined;
  }

  deadline(): Instant {
    return this.kernel.now + this.timeoutNs;
  }

  exhausted(attempts: number, opening: boolean): boolean {
    const { serverSynRetransmissionsMax, serverRetransmissionsMax } = this.figures;
    return attempts >= (opening ? serverSynRetransmissionsMax : serverRetransmissionsMax);
  }

  probeAt(probes: number): Instant {
    const waitNs = this.timeoutNs * 2 ** probes;
    return this.kernel.now + Math.min(waitNs, this.figures.serverTimeoutMaxNs);
  }

  probesEndAt(): Instant {
    return this.kernel.now + this.figures.serverTimeoutMaxNs;
  }

  acknowledgeBy(): Instant {
    return this.kernel.now + this.figures.serverDelayedAckNs;
  }

  silentAt(heardAt: Instant, limitNs: Duration): Instant {
    return Math.max(heardAt + limitNs, this.kernel.now);
  }

  hasDropped(): boolean {
    return false;
  }
}
