import type { Alarm, Duration, Kernel } from '@w800/kernel';
import type { CloseReason } from '@w800/ports';
import { sameBytes } from '../certificate/distinguished-name.ts';
import { Transcript } from '../crypto/transcript.ts';
import { decodeAlert, encodeAlert, type Alert, type AlertName } from '../record/alert.ts';
import type { ContentType } from '../record/content-type.ts';
import { tlsAlert, tlsHandshake } from '../tls-trace.ts';
import { frameMessage, type HandshakeMessage } from './messages/handshake-message.ts';
import { MessageJoiner } from './messages/message-joiner.ts';
import type { MessageType } from './messages/message-type.ts';
import type { TlsFailure } from './tls-failure.ts';
import type { LinkUser, TlsLink } from './tls-link.ts';
import type { TlsSession } from './tls-session.ts';
import type { TlsWork } from './tls-work.ts';

export interface FlowOptions {
  readonly kernel: Kernel;
  readonly link: TlsLink;
  readonly side: 'client' | 'server';
  /** How long the next message may take; undefined: for ever. */
  readonly packetTimeoutNs: Duration | undefined;
  readonly cost: (work: TlsWork) => Duration;
  /** Whether a message may be spread over several records. */
  readonly joinsFragments: boolean;
  /** Whether the peer is told that a record was none, or was altered. */
  readonly alertsOnFaults: boolean;
  readonly failed: (failure: TlsFailure) => void;
  readonly succeeded: (session: TlsSession) => void;
}

/** What a handshake can go on with. */
export interface Expectation {
  /** What to do with each message; the transcript has it, but for those that prove it. */
  readonly messages?: Partial<Record<MessageType, (message: HandshakeMessage) => void>>;
  readonly changeCipherSpec?: () => void;
  /** How another message is answered. Default: unexpected_message. */
  readonly otherwise?: AlertName;
}

/** All that the record of a ChangeCipherSpec says [RFC 5246 7.1]. */
const changeCipherSpec = Uint8Array.of(1);
/** A longer message nobody would send; it would only fill the memory. */
const messageBytesMax = 131_072;

/** The part of a handshake that both sides share: messages in and out, time, alerts, its end. */
export class HandshakeFlow implements LinkUser {
  readonly transcript = new Transcript();
  private readonly options: FlowOptions;
  private readonly joiner = new MessageJoiner();
  private expectation: Expectation = {};
  private limit: Alarm | undefined;
  private pause: Alarm | undefined;
  private isOver = false;
  private isSilent = false;

  constructor(options: FlowOptions) {
    this.options = options;
  }

  get hasEnded(): boolean {
    return this.isOver;
  }

  /** Waits for the peer. */
  expect(expectation: Expectation): void {
    this.expectation = expectation;
    this.restartLimit();
  }

  /** Sends a message, at the next flush. */
  send(type: MessageType, body: Uint8Array): void {
    if (this.isOver) return;
    const message = frameMessage(type, body);
    this.transcript.add(message);
    this.trace('out', type, message.length);
    this.options.link.send('handshake', message);
  }

  sendChangeCipherSpec(payload: Uint8Array = changeCipherSpec): void {
    if (this.isOver) return;
    this.trace('out', 'change_cipher_spec', payload.length);
    this.options.link.send('change_cipher_spec', payload);
  }

  flush(): void {
    if (!this.isOver) this.options.link.flush();
  }

  /** Computes: what it takes in time, then what it leads to. Nothing is read meanwhile. */
  work(work: TlsWork, then: () => void): void {
    this.wait(this.options.cost(work), then);
  }

  /** Does nothing for a while; the peer is not read meanwhile. */
  wait(delayNs: Duration, then: () => void): void {
    if (this.isOver) return;
    if (delayNs === 0) {
      then();
      return;
    }
    const { kernel, link } = this.options;
    this.limit?.cancel();
    link.hold(true);
    this.pause = kernel.after(delayNs, () => {
      this.pause = undefined;
      then();
      this.resume();
    });
  }

  /** Gives up and tells the peer why. */
  alert(name: AlertName): void {
    this.turnDown(name, { kind: 'alert', direction: 'out', name });
  }

  /** Gives up with a failure of its own, and an alert about it. */
  turnDown(name: AlertName, failure: TlsFailure): void {
    if (this.isOver) return;
    this.sendAlert({ level: 'fatal', name });
    this.fail(failure);
  }

  /** Gives up; the peer sees the stream end. */
  fail(failure: TlsFailure): void {
    if (this.isOver) return;
    this.stop();
    this.options.link.leave();
    this.options.failed(failure);
  }

  /** Drops the stream and tells nobody here. */
  abort(): void {
    if (this.isOver) return;
    this.stop();
    this.options.link.abort();
  }

  /** Answers nothing any more, until time is up or the stream is over. */
  fallSilent(): void {
    this.isSilent = true;
  }

  succeed(session: TlsSession): void {
    if (this.isOver) return;
    this.stop();
    this.options.succeeded(session);
  }

  record(type: ContentType, payload: Uint8Array): void {
    if (this.isOver || this.isSilent) return;
    if (type === 'alert') this.readAlert(payload);
    else if (type === 'handshake') this.readMessages(payload);
    else if (type === 'change_cipher_spec') this.readChangeCipherSpec(payload);
    else this.alert('unexpected_message');
  }

  fault(alert: AlertName, what: string): void {
    if (this.options.alertsOnFaults) this.alert(alert);
    else this.fail({ kind: 'protocol', what });
  }

  finished(): void {
    this.fail({ kind: 'closed' });
  }

  acknowledged(): void {
    // Nobody counts the bytes of a handshake.
  }

  closed(reason: CloseReason): void {
    this.fail(reason === 'timeout' ? { kind: 'timeout' } : { kind: 'closed' });
  }

  private sendAlert(alert: Alert): void {
    const { kernel, link, side } = this.options;
    kernel.trace.emit(tlsAlert, { side, direction: 'out', ...alert });
    link.send('alert', encodeAlert(alert));
    link.flush();
  }

  private readAlert(payload: Uint8Array): void {
    const alert = decodeAlert(payload);
    if (alert === undefined) {
      this.fail({ kind: 'protocol', what: `an alert of ${payload.length} bytes` });
      return;
    }
    const { kernel, side } = this.options;
    kernel.trace.emit(tlsAlert, { side, direction: 'in', ...alert });
    if (alert.level === 'fatal') {
      this.fail({ kind: 'alert', direction: 'in', name: alert.name });
    } else if (alert.name === 'close_notify') {
      this.fail({ kind: 'closed' });
    }
  }

  private readChangeCipherSpec(payload: Uint8Array): void {
    const { expectation } = this;
    if (!sameBytes(payload, changeCipherSpec)) {
      this.fault('decode_error', 'a ChangeCipherSpec that is none');
    } else if (expectation.changeCipherSpec === undefined || this.joiner.isMidMessage) {
      this.alert('unexpected_message');
    } else {
      this.trace('in', 'change_cipher_spec', payload.length);
      expectation.changeCipherSpec();
    }
  }

  private readMessages(payload: Uint8Array): void {
    this.joiner.add(payload);
    this.takeMessages();
  }

  /** A message that has begun and does not end in this record. */
  private checkRest(): void {
    if (!this.joiner.isMidMessage) return;
    if (!this.options.joinsFragments) {
      // mbedTLS 3.4.0, mbedtls_ssl_prepare_handshake_record: not supported, and no alert.
      this.fail({ kind: 'protocol', what: 'a handshake message over several records' });
    } else if (this.joiner.announcedBytes > messageBytesMax) {
      this.alert('illegal_parameter');
    }
  }

  private takeMessages(): void {
    while (!this.isOver && this.pause === undefined) {
      const message = this.joiner.next();
      if (message === undefined) {
        this.checkRest();
        return;
      }
      this.read(message);
    }
  }

  private read(message: HandshakeMessage): void {
    const { type, whole } = message;
    const { messages = {}, otherwise = 'unexpected_message' } = this.expectation;
    this.trace('in', type ?? `message_${whole[0] ?? 0}`, whole.length);
    const handle = type && messages[type];
    if (handle === undefined) {
      this.alert(otherwise);
      return;
    }
    const provesTranscript = type === 'finished' || type === 'certificate_verify';
    if (!provesTranscript) this.transcript.add(whole);
    handle(message);
  }

  private resume(): void {
    if (this.isOver || this.pause !== undefined) return;
    this.takeMessages();
    if (!this.isOver && this.pause === undefined) this.options.link.hold(false);
  }

  private restartLimit(): void {
    this.limit?.cancel();
    const { kernel, packetTimeoutNs } = this.options;
    if (packetTimeoutNs === undefined || this.isOver) return;
    this.limit = kernel.after(packetTimeoutNs, () => this.fail({ kind: 'timeout' }));
  }

  private stop(): void {
    this.isOver = true;
    this.limit?.cancel();
    this.pause?.cancel();
    this.expectation = {};
  }

  private trace(direction: 'in' | 'out', message: string, bytes: number): void {
    const { kernel, side } = this.options;
    kernel.trace.emit(tlsHandshake, { side, direction, message, bytes });
  }
}
