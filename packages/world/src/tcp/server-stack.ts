import type { Duration, Instant, Kernel, Random } from '@w800/kernel';
import type { Retransmission, TcpStack } from './retransmission.ts';
import type { WorldValues } from '../world-values.ts';

/** The TCP of a server: what matters of Linux. */
export class ServerStack implements TcpStack {
  readonly mssBytes: number;
  readonly sendBufferBytes: number;
  readonly windowBytes: number;
  readonly windowUpdateBytes: number;
  readonly firstFlightBytes: number;
  readonly timeWaitNs: number;
  readonly socketsMax = Infinity;
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private readonly random: Random;

  constructor(kernel: Kernel, figures: WorldValues, address: string) {
    this.kernel = kernel;
    this.figures = figures;
    this.mssBytes = figures.serverMssBytes;
    this.sendBufferBytes = figures.serverSendBufferBytes;
    this.windowBytes = figures.serverWindowBytes;
    this.windowUpdateBytes = 2 * figures.serverMssBytes;
    this.firstFlightBytes = figures.serverFirstFlightBytes;
    this.timeWaitNs = figures.serverTimeWaitNs;
    this.random = kernel.random.fork(`world.tcp.${address}`);
  }

  firstSequence(): number {
    return this.random.uint32();
  }

  nextPort(): never {
    return this.kernel.fail('a server of the simulated world does not open connections');
  }

  nextDatagramPort(): never {
    return this.kernel.fail('a server of the simulated world has fixed UDP ports');
  }

  enter(): Retransmission {
    return new ServerRetransmission(this.kernel, this.figures);
  }

  leave(): void {}
}

/** RFC 6298 with the limits of Linux. */
class ServerRetransmission implements Retransmission {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private smoothedNs: Duration | undefined;
  private deviationNs: Duration = 0;
  private measuredFrom: Instant = 0;
  private timeoutNs: Duration;

  constructor(kernel: Kernel, figures: WorldValues) {
    this.kernel = kernel;
    this.figures = figures;
    this.timeoutNs = figures.serverFirstTimeoutNs;
  }

  measure(): void {
    this.measuredFrom = this.kernel.now;
  }

  measured(): void {
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
  backOff(): void {
    this.timeoutNs = Math.min(2 * this.timeoutNs, this.figures.serverTimeoutMaxNs);
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

  acknowledgeBy(): Instant {
    return this.kernel.now + this.figures.serverDelayedAckNs;
  }
}
