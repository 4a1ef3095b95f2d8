import type { Kernel, Random } from '@w800/kernel';
import type { Congestion } from './congestion.ts';
import { NewReno } from './new-reno.ts';
import type { Retransmission } from './retransmission.ts';
import { ServerRetransmission } from './server-retransmission.ts';
import type { TcpStack } from './tcp-stack.ts';
import type { WorldValues } from '../world-values.ts';

/** The TCP of a server: what matters of Linux. */
export class ServerStack implements TcpStack {
  readonly mssBytes: number;
  readonly sendBufferBytes: number;
  readonly windowBytes: number;
  readonly windowUpdateBytes: number;
  readonly windowStepBytes = 1;
  readonly delaysSmall = false;
  readonly waitsForRoom = false;
  readonly probesWithData = false;
  readonly countsFastRetransmission = false;
  readonly acknowledgesFilledGap = true;
  readonly resetsWithAck = false;
  readonly timeWaitNs: number;
  readonly finWaitNs: number;
  readonly lastAckNs = undefined;
  readonly keepaliveIntervalNs: number;
  readonly keepaliveProbesMax: number;
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
    this.timeWaitNs = figures.serverTimeWaitNs;
    this.finWaitNs = figures.serverFinWaitNs;
    this.keepaliveIntervalNs = figures.serverKeepaliveIntervalNs;
    this.keepaliveProbesMax = figures.serverKeepaliveProbesMax;
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

  stay(): void {}

  congestion(): Congestion {
    return new NewReno(this.figures.serverFirstFlightBytes, this.sendBufferBytes);
  }
}
