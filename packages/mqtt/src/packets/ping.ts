import { millisecond, second, type Alarm, type Duration, type Instant } from '@w800/kernel';
import type { Session } from '../session.ts';

/**
 * The keepalive: PINGREQ when the keepalive has passed since the last packet
 * sent or since the last received [MQTT-3.1.2-23], the end of the session when
 * no PINGRESP comes within a further keepalive. The firmware looks on a grid
 * of instants; here one alarm stands at the grid point at which something is
 * due. What is due only ever moves later, so the alarm is never too late.
 */
export class Ping {
  private readonly session: Session;
  private keepaliveNs: Duration = 0;
  private gridNs: Duration = 0;
  private startedAt: Instant = 0;
  private sentAt: Instant = 0;
  private receivedAt: Instant = 0;
  private pingedAt: Instant | undefined;
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
    this.pingedAt = undefined;
  }

  end(): void {
    this.alarm?.cancel();
  }

  private get dueAt(): Instant {
    const since = this.pingedAt ?? Math.min(this.sentAt, this.receivedAt);
    return since + this.keepaliveNs;
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
      if (this.pingedAt !== undefined) {
        this.session.close('keepalive');
        return;
      }
      this.pingedAt = kernel.now;
      this.session.send({ packet: 'pingreq' });
    }
    this.arm();
  }
}
