import type { Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason, Endpoint } from '@w800/ports';
import { messageHeaderBytes } from './handshake/messages/handshake-message.ts';
import { messageTypeOf } from './handshake/messages/message-type.ts';
import { describeFailure, type TlsFailure } from './handshake/tls-failure.ts';
import type { LinkUser, TlsLink } from './handshake/tls-link.ts';
import { decodeAlert, encodeAlert, type Alert, type AlertName } from './record/alert.ts';
import type { ContentType } from './record/content-type.ts';
import { tlsAlert, tlsFailure } from './tls-trace.ts';

export interface TlsStreamOptions {
  readonly kernel: Kernel;
  readonly link: TlsLink;
  readonly side: 'client' | 'server';
  /** How much of the peer's data the user may hold. */
  readonly windowBytes: number;
  /** Whether the peer is told that a record was none, or was altered. */
  readonly alertsOnFaults: boolean;
}

const nothing = new Uint8Array(0);

/**
 * A byte stream inside TLS. `end` says close_notify and then FIN; `abort`
 * is RST and nothing else. A FIN without close_notify is an end like any
 * other, as mbedTLS reports it.
 */
export class TlsStream implements ByteStream, LinkUser {
  private readonly options: TlsStreamOptions;
  private readonly link: TlsLink;
  private user: ByteStreamEvents | undefined;
  /** Whether the user is told at once; news from before it was attached come first. */
  private isAwake = false;
  /** `finished`: this side has said close_notify. */
  private state: 'open' | 'finished' | 'over' = 'open';
  private hasPeerFinished = false;
  /** Opened, and more than the user may hold. */
  private kept: Uint8Array = nothing;
  private heldBytes = 0;
  private unheardAcknowledgedBytes = 0;
  private unheardClose: CloseReason | undefined;

  /** The link is held until the user is attached. */
  constructor(options: TlsStreamOptions) {
    this.options = options;
    this.link = options.link;
    this.link.hold(true);
    this.link.handOver(this);
  }

  get local(): Endpoint {
    return this.link.stream.local;
  }

  get remote(): Endpoint {
    return this.link.stream.remote;
  }

  attach(events: ByteStreamEvents): void {
    this.options.kernel.assert(this.user === undefined, 'a stream has one user');
    this.user = events;
    this.options.kernel.after(0, () => this.wake());
  }

  write(bytes: Uint8Array): number {
    return this.state === 'open' ? this.link.sendData(bytes) : 0;
  }

  consumed(byteCount: number): void {
    const fits = byteCount >= 0 && byteCount <= this.heldBytes;
    this.options.kernel.assert(fits, 'a user consumes what was delivered to it');
    this.heldBytes -= byteCount;
    this.deliver();
  }

  end(): void {
    if (this.state !== 'open') return;
    this.state = 'finished';
    this.sendAlert({ level: 'warning', name: 'close_notify' });
    this.link.finish();
  }

  abort(): void {
    if (this.state === 'over') return;
    this.leave();
    this.link.abort();
  }

  record(type: ContentType, payload: Uint8Array): void {
    if (this.state === 'over') return;
    if (type === 'alert') this.readAlert(payload);
    else if (this.hasPeerFinished) return;
    else if (type === 'application_data') this.take(payload);
    else if (type === 'handshake') this.readMessage(payload);
    else this.break('unexpected_message', { kind: 'protocol', what: `a record of ${type}` });
  }

  fault(alert: AlertName, what: string): void {
    this.break(alert, { kind: 'protocol', what });
  }

  finished(): void {
    this.peerFinished();
  }

  acknowledged(byteCount: number): void {
    if (this.isAwake) this.user?.acknowledged(byteCount);
    else this.unheardAcknowledgedBytes += byteCount;
  }

  closed(reason: CloseReason): void {
    if (this.state === 'over') return;
    if (!this.isAwake) {
      this.unheardClose = reason;
      return;
    }
    const { user } = this;
    this.leave();
    user?.close(reason);
  }

  /** Tells the user what came before it listened. */
  private wake(): void {
    if (this.state === 'over') return;
    this.isAwake = true;
    const byteCount = this.unheardAcknowledgedBytes;
    if (byteCount > 0) this.user?.acknowledged(byteCount);
    if (this.unheardClose === undefined) this.deliver();
    else this.closed(this.unheardClose);
  }

  private take(payload: Uint8Array): void {
    if (payload.length === 0) return;
    this.kept = payload;
    this.deliver();
  }

  /** Gives the user what it may hold; while some is left over, no further record is read. */
  private deliver(): void {
    if (!this.isAwake) return;
    const room = this.options.windowBytes - this.heldBytes;
    const part = this.kept.subarray(0, room);
    this.kept = this.kept.subarray(part.length);
    this.heldBytes += part.length;
    if (part.length > 0) this.user?.data(part);
    if (this.state === 'over') return;
    this.link.hold(this.kept.length > 0 || this.heldBytes >= this.options.windowBytes);
  }

  private readAlert(payload: Uint8Array): void {
    const alert = decodeAlert(payload);
    if (alert === undefined) {
      this.break('decode_error', { kind: 'protocol', what: 'an alert that is none' });
      return;
    }
    const { kernel, side } = this.options;
    kernel.trace.emit(tlsAlert, { side, direction: 'in', ...alert });
    if (alert.level === 'fatal') {
      this.give({ kind: 'alert', direction: 'in', name: alert.name }, 'reset');
    } else if (alert.name === 'close_notify') {
      this.peerFinished();
    }
  }

  /** A peer that asks for another handshake is told that there will be none. */
  private readMessage(payload: Uint8Array): void {
    const asked = this.options.side === 'client' ? 'hello_request' : 'client_hello';
    const [id = -1] = payload;
    const isWhole = payload.length >= messageHeaderBytes;
    if (isWhole && messageTypeOf(id) === asked) {
      this.sendAlert({ level: 'warning', name: 'no_renegotiation' });
    } else {
      this.break('unexpected_message', { kind: 'protocol', what: 'a handshake message' });
    }
  }

  private peerFinished(): void {
    if (this.hasPeerFinished) return;
    this.hasPeerFinished = true;
    this.user?.end();
  }

  /** The peer broke the protocol. */
  private break(alert: AlertName, failure: TlsFailure): void {
    if (this.options.alertsOnFaults) this.sendAlert({ level: 'fatal', name: alert });
    this.give(failure, 'aborted');
  }

  /** Gives the session up; below, the stream ends in order. */
  private give(failure: TlsFailure, reason: CloseReason): void {
    const { kernel, side } = this.options;
    const { kind } = failure;
    kernel.trace.emit(tlsFailure, { side, kind, detail: describeFailure(failure) });
    const { user } = this;
    this.leave();
    this.link.leave();
    user?.close(reason);
  }

  private sendAlert(alert: Alert): void {
    const { kernel, side } = this.options;
    kernel.trace.emit(tlsAlert, { side, direction: 'out', ...alert });
    this.link.send('alert', encodeAlert(alert));
    this.link.flush();
  }

  private leave(): void {
    this.state = 'over';
    this.kept = nothing;
  }
}
