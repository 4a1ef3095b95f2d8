import type { Instant, Kernel, Random } from '@w800/kernel';
import type { Congestion } from './congestion.ts';
import { LwipCongestion } from './lwip-congestion.ts';
import { LwipRetransmission } from './lwip-retransmission.ts';
import type { Retransmission } from './retransmission.ts';
import { TcpClock } from './tcp-clock.ts';
import type { TcpStack } from './tcp-stack.ts';
import type { WorldValues } from '../world-values.ts';

/** The module's TCP: lwIP 2.1.3 as the SDK configures it. Outlives the Wi-Fi link it uses. */
export class LwipStack implements TcpStack {
  readonly mssBytes: number;
  readonly sendBufferBytes: number;
  readonly windowBytes: number;
  readonly windowUpdateBytes: number;
  readonly windowStepBytes: number;
  readonly delaysSmall = true;
  readonly waitsForRoom = true;
  readonly probesWithData = true;
  readonly countsFastRetransmission = true;
  readonly acknowledgesFilledGap = false;
  readonly resetsWithAck = true;
  readonly timeWaitNs: number;
  readonly finWaitNs: number;
  readonly lastAckNs: number;
  readonly keepaliveIntervalNs: number;
  readonly keepaliveProbesMax: number;
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
    this.windowStepBytes = Math.min(this.windowBytes / 2, this.mssBytes);
    this.timeWaitNs = figures.moduleTimeWaitNs;
    this.finWaitNs = figures.moduleFinWaitNs;
    this.lastAckNs = figures.moduleLastAckNs;
    this.keepaliveIntervalNs = figures.moduleKeepaliveIntervalNs;
    this.keepaliveProbesMax = figures.moduleKeepaliveProbesMax;
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

  stay(until: Instant): void {
    this.clock.stay(until);
  }

  congestion(): Congestion {
    return new LwipCongestion(this.figures.moduleFirstFlightBytes, this.sendBufferBytes);
  }

  private portAfter(port: number): number {
    const { modulePortMin, modulePortMax } = this.figures;
    return port === modulePortMax ? modulePortMin : port + 1;
  }
}
