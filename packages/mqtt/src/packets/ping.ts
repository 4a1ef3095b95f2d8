import { millisecond, second, type Alarm, type Duration, type Instant } from '@w800/kernel';
import type { Session } from '../session.ts';

/**
 * The keepalive: PINGREQ when the keepalive has passed since the last packet
 * sent or since the last received [MQTT-3.1.2-23], the end of the session when
 * no PINGRESP comes within a further keepalive. The firmware looks on a grid
 * of instants; here one alarm stands at the grid point at which something is
 * due. What is due only ever moves later, so the alarm is never too late.
 *
 * The vendor's worker never stops reading: where its queue is full it loses the
 * message. So for a client that waits the standard alone speaks: it goes on
 * sending PINGREQ, else the broker would take it for dead; and as the answer
 * stands behind messages it does not read, it does not miss it before it has
 * read for a keepalive. A broker that is really gone shows in the stream.
 */
export class Ping {
  private readonly session: Session;
  private keepaliveNs: Duration = 0;
  private gridNs: Duration = 0;
  private startedAt: Instant = 0;
  private sentAt: Instant = 0;
  private receivedAt: Instant = 0;
  /** From when on PINGRESP is missed; undefined when none is due. */
  private missedSince: Instant | undefined;
  private askedAt: Instant = 0;
  /** The stream has not taken the last PINGREQ yet. */
  private leaving = false;
  private isPaused = false;
  private alarm: Alarm | undefined;

  constructor(session: Session) {
    this.session = session;
  }

  /** @param keepaliveSeconds 0 switches the keepalive off */
  start(keepaliveSeconds: number): void {
    if (keepaliveSeconds === 0) return;
    const { kernel, figures } = this.session;
    this.keepaliveNs = keepaliveSeconds * second;
    this.gridNs = Math.min(
      Math.max(
        Math.floor(this.keepaliveNs / figures.keepaliveChecks),
        figures.keepaliveCheckMinMs * millisecond,
      ),
      figures.keepaliveCheckMaxMs * millisecond,
    );
    this.startedAt = kernel.now;
    this.arm();
  }

  sent(): void {
    this.sentAt = this.session.kernel.now;
  }

  received(): void {
    this.receivedAt = this.session.kernel.now;
  }

  /** An answer that was not asked for is taken silently, as the firmware does. */
  pingresp(): void {
    this.missedSince = undefined;
  }

  /** The client stopped reading, or reads again. */
  paused(isPaused: boolean): void {
    this.isPaused = isPaused;
    if (this.missedSince !== undefined) this.missedSince = this.session.kernel.now;
  }

  end(): void {
    this.alarm?.cancel();
  }

  private get dueAt(): Instant {
    const { missedSince, sentAt, receivedAt, askedAt, keepaliveNs } = this;
    if (missedSince === undefined) return Math.min(sentAt, receivedAt) + keepaliveNs;
    const quietSince = Math.max(sentAt, askedAt);
    return (this.isPaused ? quietSince : Math.min(missedSince, quietSince)) + keepaliveNs;
  }

  private ask(): void {
    this.askedAt = this.session.kernel.now;
    if (this.leaving) return;
    this.leaving = true;
    this.session.send({ packet: 'pingreq' }, () => {
      this.leaving = false;
    });
  }

  private get isAnswerOverdue(): boolean {
    if (this.missedSince === undefined || this.isPaused) return false;
    return this.session.kernel.now >= this.missedSince + this.keepaliveNs;
  }

  private arm(): void {
    const { gridNs, startedAt } = this;
    // The first check is one step after the start, whatever is due.
    const dueNs = Math.max(this.dueAt - startedAt, gridNs);
    const beyondNs = dueNs % gridNs;
    const checkNs = beyondNs === 0 ? dueNs : dueNs - beyondNs + gridNs;
    this.alarm = this.session.kernel.at(startedAt + checkNs, () => this.check());
  }

  private check(): void {
    const { kernel } = this.session;
    if (kernel.now >= this.dueAt) {
      if (this.isAnswerOverdue) {
        this.session.close('keepalive');
        return;
      }
      this.missedSince ??= kernel.now;
      this.ask();
    }
    this.arm();
  }
}
