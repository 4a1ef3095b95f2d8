import type { Instant, Kernel, Random } from '@w800/kernel';
import type { Retransmission, TcpStack } from './retransmission.ts';
import { TcpClock } from './tcp-clock.ts';
import type { WorldValues } from '../world-values.ts';

/** The module's TCP: lwIP 2.1.3 as the SDK configures it. Outlives the Wi-Fi link it uses. */
export class LwipStack implements TcpStack {
  readonly mssBytes: number;
  readonly sendBufferBytes: number;
  readonly windowBytes: number;
  readonly windowUpdateBytes: number;
  readonly firstFlightBytes: number;
  readonly timeWaitNs: number;
  readonly socketsMax: number;
  private readonly clock: TcpClock;
  private readonly random: Random;
  private readonly figures: WorldValues;
  private port: number;
  private datagramPort: number;

  /** @param mac whose stack this is; its ports and sequence numbers follow from it and the seed */
  constructor(kernel: Kernel, figures: WorldValues, mac: string) {
    this.figures = figures;
    this.mssBytes = figures.moduleMssBytes;
    this.sendBufferBytes = figures.moduleSendBufferBytes;
    this.windowBytes = figures.moduleWindowBytes;
    this.windowUpdateBytes = figures.moduleWindowUpdateBytes;
    this.firstFlightBytes = figures.moduleFirstFlightBytes;
    this.timeWaitNs = figures.moduleTimeWaitNs;
    this.socketsMax = figures.moduleSocketsMax;
    this.clock = new TcpClock(() => kernel.now, figures.moduleFastTickNs);
    this.random = kernel.random.fork(`world.tcp.${mac}`);
    this.port = this.random.integer(figures.modulePortMin, figures.modulePortMax);
    const { modulePortMin, modulePortMax } = figures;
    const udp = kernel.random.fork(`world.udp.${mac}`);
    this.datagramPort = udp.integer(modulePortMin, modulePortMax);
  }

  firstSequence(): number {
    return this.random.uint32();
  }

  nextPort(): number {
    const { port } = this;
    this.port = this.portAfter(port);
    return port;
  }

  nextDatagramPort(): number {
    const { datagramPort } = this;
    this.datagramPort = this.portAfter(datagramPort);
    return datagramPort;
  }

  enter(): Retransmission {
    this.clock.enter();
    return new LwipRetransmission(this.clock, this.figures);
  }

  leave(until: Instant): void {
    this.clock.leave(until);
  }

  private portAfter(port: number): number {
    const { modulePortMin, modulePortMax } = this.figures;
    return port === modulePortMax ? modulePortMin : port + 1;
  }
}

/**
 * Van Jacobson's estimator in slow ticks, as tcp_in.c has it: `sa` is eight
 * times the smoothed round trip, `sv` four times its deviation, and integer
 * shifts keep `sv` from falling below 3 on a fast path.
 */
class LwipRetransmission implements Retransmission {
  private readonly clock: TcpClock;
  private readonly figures: WorldValues;
  private sa = 0;
  private sv: number;
  private measuredFrom = 0;

  constructor(clock: TcpClock, figures: WorldValues) {
    this.clock = clock;
    this.figures = figures;
    this.sv = figures.moduleFirstTimeoutTicks;
  }

  measure(): void {
    this.measuredFrom = this.clock.slowTicks;
  }

  measured(): void {
    const error = this.clock.slowTicks - this.measuredFrom - (this.sa >> 3);
    this.sa += error;
    this.sv += Math.abs(error) - (this.sv >> 2);
  }

  /** The backoff follows from the count of attempts alone. */
  backOff(): void {}

  deadline(attempts: number, opening: boolean): Instant {
    // The slow tick after the last retransmission finds the count reached and gives up.
    if (this.exhausted(attempts)) return this.clock.slowTick(1);
    if (opening) return this.clock.slowTick(this.figures.moduleFirstTimeoutTicks);
    const ticks = (this.sa >> 3) + this.sv;
    const shift = attempts === 0 ? 0 : this.figures.moduleBackoffShift;
    return this.clock.slowTick(ticks << shift);
  }

  exhausted(attempts: number): boolean {
    return attempts >= this.figures.moduleRetransmissionsMax;
  }

  probeAt(probes: number): Instant {
    const { moduleProbeTicks, moduleProbeTicksMax } = this.figures;
    return this.clock.slowTick(Math.min(moduleProbeTicks * 2 ** probes, moduleProbeTicksMax));
  }

  acknowledgeBy(): Instant {
    return this.clock.nextFastTick;
  }
}
