import type { Alarm, Instant, Kernel } from '@w800/kernel';
import type {
  ByteStream,
  ByteStreamEvents,
  CloseReason,
  Endpoint,
  SocketOptions,
} from '@w800/ports';
import { IdleWatch } from './idle-watch.ts';
import type { Retransmission } from './retransmission.ts';
import {
  ack,
  advance,
  distance,
  fin,
  rst,
  syn,
  type Segment,
  type SegmentMark,
} from './segment.ts';
import { StreamUser } from './stream-user.ts';
import { TcpReceiver } from './tcp-receiver.ts';
import { TcpSender } from './tcp-sender.ts';
import type { TcpStack } from './tcp-stack.ts';

/** What an endpoint needs from the host it stands on. */
export interface EndpointHost {
  transmit(segment: Segment): void;
  /** A segment that no connection takes is answered with RST. */
  refuse(segment: Segment): void;
  /** The connection is over and its user has been told. */
  forget(endpoint: TcpEndpoint, lingersUntil: Instant): void;
  /** A connection that is over lingers longer. */
  stay(endpoint: TcpEndpoint, until: Instant): void;
}

/** How an attempt to connect ended before there was a stream. */
export type OpenFailure = 'refused' | 'timeout' | 'unreachable';

export interface EndpointOptions {
  readonly kernel: Kernel;
  readonly host: EndpointHost;
  readonly stack: TcpStack;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly socket?: SocketOptions;
  /** Called once, when the handshake is done or has failed. */
  readonly opened: (failure: OpenFailure | undefined) => void;
}

const nothing = new Uint8Array(0);

/** One end of a TCP connection. */
export class TcpEndpoint implements ByteStream {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  private readonly options: EndpointOptions;
  private readonly kernel: Kernel;
  private readonly timing: Retransmission;
  private readonly sender: TcpSender;
  private readonly user: StreamUser;
  private readonly first: number;
  private receiver: TcpReceiver | undefined;
  private state: 'opening' | 'open' | 'closed' = 'opening';
  /** Whether this side has finished before the peer did. */
  private finishedFirst = false;
  private idle: IdleWatch | undefined;
  private heardAt: Instant;
  /** Segments taken since the last acknowledgement left. */
  private unanswered = 0;
  private ackAlarm: Alarm | undefined;

  constructor(options: EndpointOptions) {
    const { kernel, stack, socket } = options;
    this.options = options;
    this.kernel = kernel;
    this.local = options.local;
    this.remote = options.remote;
    this.user = new StreamUser(kernel);
    this.heardAt = kernel.now;
    this.first = stack.firstSequence();
    this.timing = stack.enter();
    this.sender = new TcpSender(kernel, stack, this.timing, {
      emit: (place, flags, payload, mark) => this.emit(place, flags, payload, mark),
      giveUp: () => this.close('timeout'),
    });
    if (socket?.noDelay === true) this.sender.noDelay = true;
  }

  /** Whether this is the connection of these two. */
  isBetween({ port }: Endpoint, remote: Endpoint): boolean {
    return (
      port === this.local.port &&
      remote.port === this.remote.port &&
      remote.address === this.remote.address
    );
  }

  /** Whether everything the peer has sent comes before a sequence number. */
  isBefore(sequence: number): boolean {
    return this.receiver !== undefined && distance(this.receiver.expected, sequence) > 0;
  }

  /** Sends the SYN of an outgoing connection. */
  connect(): void {
    this.sender.open(false);
  }

  /** Answers the SYN of an incoming connection. */
  accept(segment: Segment): void {
    this.learn(segment);
    this.sender.open(true);
  }

  attach(events: ByteStreamEvents): void {
    this.user.attach(events);
  }

  write(bytes: Uint8Array): number {
    return this.state === 'open' ? this.sender.write(bytes) : 0;
  }

  consumed(byteCount: number): void {
    const { receiver } = this;
    if (receiver === undefined) return;
    this.kernel.assert(
      byteCount >= 0 && byteCount <= receiver.held,
      'a user consumes what was delivered to it',
    );
    if (receiver.consume(byteCount) && this.state === 'open') this.acknowledge();
  }

  end(): void {
    if (this.state !== 'open' || this.sender.isFinishing) return;
    const peerFinished = this.receiver?.finished === true;
    this.finishedFirst = !peerFinished;
    this.watchEnd(peerFinished ? this.options.stack.lastAckNs : undefined);
    this.sender.finish();
  }

  abort(): void {
    if (this.state === 'closed') return;
    if (this.receiver !== undefined) this.emit(this.sender.farthest, rst, nothing);
    this.user.detach();
    this.stop(this.kernel.now);
  }

  /** The attempt to connect is not wanted any more; nobody is told. */
  cancel(): void {
    if (this.state === 'opening') this.stop(this.kernel.now);
  }

  /** The interface below is gone: no segment leaves any more. */
  vanish(): void {
    this.close('aborted');
  }

  /**
   * Something on the way sends the peer an RST in this side's name.
   * @param alsoHere whether this side gets one too; else it knows nothing of it
   */
  reset(alsoHere: boolean): void {
    if (this.state === 'closed') return;
    this.emit(this.sender.farthest, rst, nothing);
    if (alsoHere) this.close('reset');
  }

  /** The user stops reading, or goes on; while it does not read the window is shut. */
  stopReading(isStopped: boolean): void {
    if (this.user.isPaused === isStopped) return;
    this.user.pause(isStopped);
    this.receiver?.shut(isStopped);
    if (!isStopped && this.state === 'open') this.acknowledge();
  }

  /** A segment for this connection has arrived. */
  receive(segment: Segment): void {
    if (this.state === 'closed') this.receiveLate(segment);
    else if (this.receiver === undefined) this.receiveAnswer(segment);
    else this.receiveOpen(segment, this.receiver);
  }

  /** In TIME_WAIT an RST is nothing (RFC 1337), and the rest is told where we are. */
  private receiveLate(segment: Segment): void {
    const { flags, payload } = segment;
    if ((flags & rst) !== 0) return;
    if ((flags & fin) !== 0) this.options.host.stay(this, this.lingerEnd());
    if (payload.length > 0 || (flags & (syn | fin)) !== 0) this.acknowledge();
  }

  /** The answer to our SYN. */
  private receiveAnswer(segment: Segment): void {
    const { flags } = segment;
    if ((flags & ack) === 0) return;
    const answersSyn = this.placeOf(segment) === 1;
    if ((flags & rst) !== 0) {
      if (answersSyn) this.close('reset');
    } else if (answersSyn && (flags & syn) !== 0) {
      this.heardAt = this.kernel.now;
      this.learn(segment);
      this.sender.acknowledge(segment, 1, false, true);
      this.acknowledge();
      this.open();
    } else {
      // The peer believes in an older connection; an RST ends that, and then we ask again.
      this.options.host.refuse(segment);
      this.sender.resend();
    }
  }

  private receiveOpen(segment: Segment, receiver: TcpReceiver): void {
    const { flags, sequence, payload } = segment;
    if ((flags & (rst | syn)) !== 0) {
      this.receiveOdd(segment, receiver);
      return;
    }
    let { hasGap } = receiver;
    if (hasGap && this.timing.hasDropped(this.heardAt)) {
      receiver.dropQueue();
      hasGap = false;
    }
    this.heardAt = this.kernel.now;
    const isPure = payload.length === 0 && (flags & fin) === 0;
    if ((flags & ack) !== 0) this.receiveAck(segment, isPure);
    if (this.state === 'closed') return;
    const arrival = receiver.take(segment);
    if (arrival !== undefined) {
      this.deliver(arrival.payload);
      if (hasGap) this.fill(arrival.behind);
      if (arrival.fin && this.isOpen()) {
        this.acknowledge();
        this.user.tell((events) => events.end());
      }
    } else if (!isPure || !receiver.accepts(sequence)) {
      // What is old, out of order or outside the window is answered with where we are.
      this.acknowledge();
    }
    if (this.isOpen()) this.settle(receiver);
  }

  /** An RST or a SYN (RFC 5961). */
  private receiveOdd(segment: Segment, receiver: TcpReceiver): void {
    const { flags, sequence } = segment;
    if ((flags & rst) === 0) {
      // A SYN once more: our answer was lost, or the peer has restarted and forgotten us.
      if (this.state === 'opening') this.sender.resend();
      else this.acknowledge();
    } else if (sequence === receiver.expected) {
      this.close('reset');
    } else if (receiver.accepts(sequence)) {
      this.acknowledge();
    }
  }

  private receiveAck(segment: Segment, isPure: boolean): void {
    const place = this.placeOf(segment);
    if (this.state === 'opening' && place !== 1) {
      this.options.host.refuse(segment);
      return;
    }
    const bytes = this.sender.acknowledge(segment, place, isPure);
    if (this.state === 'opening') this.open();
    else if (place > this.sender.farthest) this.acknowledge();
    if (bytes > 0) this.user.acknowledged(bytes);
  }

  /** A gap is filled, or a part of it. */
  private fill(behind: readonly Uint8Array[] = []): void {
    for (const payload of behind) this.hand(payload);
    const { acknowledgesFilledGap } = this.options.stack;
    if (acknowledgesFilledGap && this.unanswered > 0 && this.isOpen()) this.acknowledge();
  }

  private deliver(payload: Uint8Array): void {
    this.unanswered += 1;
    if (payload.length > 0) this.hand(payload);
  }

  private hand(payload: Uint8Array): void {
    if (this.isOpen()) this.user.data(payload);
  }

  /** After the user has had its say: send, acknowledge, and see whether both sides are done. */
  private settle(receiver: TcpReceiver): void {
    this.sender.output();
    if (this.unanswered >= 2) this.acknowledge();
    else if (this.unanswered === 1) this.acknowledgeLater();
    if (!this.sender.finished) return;
    if (receiver.finished) this.close('ended');
    else this.watchEnd(this.options.stack.finWaitNs);
  }

  private learn(segment: Segment): void {
    this.receiver = new TcpReceiver(segment.sequence, this.options.stack);
    if (segment.mssBytes !== undefined) this.sender.limitPayload(segment.mssBytes);
  }

  private open(): void {
    this.state = 'open';
    const idleNs = this.options.socket?.keepaliveIdleNs ?? 0;
    if (idleNs > 0) this.idleWatch().keepalive(idleNs);
    this.options.opened(undefined);
  }

  private isOpen(): boolean {
    return this.state === 'open';
  }

  /** The connection ends; the peer may be silent for so long, and is not asked any more. */
  private watchEnd(silenceNs: number | undefined): void {
    if (silenceNs !== undefined || this.idle !== undefined) this.idleWatch().limit(silenceNs);
  }

  private idleWatch(): IdleWatch {
    this.idle ??= new IdleWatch(this.kernel, this.options.stack, this.timing, {
      heardAt: () => this.heardAt,
      probe: () => this.emit(this.sender.farthest - 1, 0, nothing, 'keepalive'),
      giveUp: (reset) => {
        if (reset) this.emit(this.sender.farthest, rst, nothing);
        this.close('timeout');
      },
    });
    return this.idle;
  }

  private close(reason: CloseReason): void {
    if (this.state === 'closed') return;
    const wasOpen = this.state === 'open';
    // Who has finished first stays to answer the peer's FIN again (TIME_WAIT).
    const lingers = reason === 'ended' && this.finishedFirst;
    this.stop(lingers ? this.lingerEnd() : this.kernel.now);
    if (wasOpen) this.user.tell((events) => events.close(reason));
    else this.options.opened(failureOf[reason]);
  }

  private lingerEnd(): Instant {
    return this.timing.silentAt(this.kernel.now, this.options.stack.timeWaitNs);
  }

  private stop(lingersUntil: Instant): void {
    this.state = 'closed';
    this.sender.stop();
    this.idle?.stop();
    this.ackAlarm?.cancel();
    this.options.host.forget(this, lingersUntil);
  }

  private acknowledge(): void {
    this.emit(this.sender.farthest, 0, nothing);
  }

  private acknowledgeLater(): void {
    if (this.ackAlarm?.pending === true) return;
    this.ackAlarm = this.kernel.at(this.timing.acknowledgeBy(), () => this.acknowledge());
  }

  private emit(place: number, flags: number, payload: Uint8Array, mark?: SegmentMark): void {
    const { receiver } = this;
    // Whatever leaves carries the acknowledgement, so none is owed any more.
    this.unanswered = 0;
    this.ackAlarm?.cancel();
    const { host, stack } = this.options;
    const segment: Segment = {
      source: this.local,
      destination: this.remote,
      sequence: advance(this.first, place),
      acknowledgement: receiver?.expected ?? 0,
      flags: receiver === undefined ? flags : flags | ack,
      window: receiver?.announce() ?? stack.windowBytes,
      payload,
      mark,
    };
    host.transmit((flags & syn) === 0 ? segment : { ...segment, mssBytes: stack.mssBytes });
  }

  /** Which place in our sequence a segment acknowledges. */
  private placeOf(segment: Segment): number {
    const { farthest } = this.sender;
    return farthest + distance(advance(this.first, farthest), segment.acknowledgement);
  }
}

const failureOf: Readonly<Record<CloseReason, OpenFailure>> = {
  ended: 'refused',
  reset: 'refused',
  timeout: 'timeout',
  aborted: 'unreachable',
};
