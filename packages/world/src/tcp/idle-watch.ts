import type { Alarm, Duration, Instant, Kernel } from '@w800/kernel';
import type { Retransmission } from './retransmission.ts';
import type { TcpStack } from './tcp-stack.ts';

/** What a watch over silence may do. */
export interface IdleDuties {
  /** When the peer was last heard. */
  heardAt(): Instant;
  /** Asks the peer whether it is still there. */
  probe(): void;
  /** The peer has been silent for too long. */
  giveUp(reset: boolean): void;
}

/**
 * Watches for a peer that is silent: keepalive probes, and the limits of a
 * connection that is ending. It has one alarm, at the instant something would
 * be due if nothing were heard; what is heard meanwhile costs nothing.
 */
export class IdleWatch {
  private readonly kernel: Kernel;
  private readonly stack: TcpStack;
  private readonly timing: Retransmission;
  private readonly duties: IdleDuties;
  private keepaliveNs: Duration = 0;
  private limitNs: Duration | undefined;
  private probes = 0;
  private alarm: Alarm | undefined;

  constructor(kernel: Kernel, stack: TcpStack, timing: Retransmission, duties: IdleDuties) {
    this.kernel = kernel;
    this.stack = stack;
    this.timing = timing;
    this.duties = duties;
  }

  /** Asks the peer after that long a silence; 0 for never. */
  keepalive(idleNs: Duration): void {
    this.keepaliveNs = idleNs;
    this.watch();
  }

  /** Gives up after that long a silence; no keepalive from now on. */
  limit(silenceNs: Duration | undefined): void {
    if (this.limitNs === silenceNs && this.keepaliveNs === 0) return;
    this.keepaliveNs = 0;
    this.limitNs = silenceNs;
    this.watch();
  }

  stop(): void {
    this.alarm?.cancel();
  }

  private watch(): void {
    this.alarm?.cancel();
    const silenceNs = this.nextLimit();
    if (silenceNs === undefined) return;
    const heardAt = this.duties.heardAt();
    const at = this.timing.silentAt(heardAt, silenceNs);
    this.alarm = this.kernel.at(at, () => this.act(heardAt));
  }

  private nextLimit(): Duration | undefined {
    if (this.limitNs !== undefined) return this.limitNs;
    if (this.keepaliveNs === 0) return undefined;
    return this.keepaliveNs + this.probes * this.stack.keepaliveIntervalNs;
  }

  /** @param heardAt when the peer had last been heard as the alarm was set */
  private act(heardAt: Instant): void {
    const isHeard = this.duties.heardAt() !== heardAt;
    if (isHeard) this.probes = 0;
    if (!isHeard && this.limitNs !== undefined) {
      this.duties.giveUp(false);
    } else if (!isHeard && this.probes === this.stack.keepaliveProbesMax) {
      this.duties.giveUp(true);
    } else {
      if (!isHeard) {
        this.probes += 1;
        this.duties.probe();
      }
      this.watch();
    }
  }
}
