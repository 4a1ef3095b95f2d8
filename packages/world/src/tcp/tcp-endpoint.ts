import type { Alarm, Instant, Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason, Endpoint } from '@w800/ports';
import type { Retransmission, TcpStack } from './retransmission.ts';
import { ack, advance, distance, fin, rst, syn, type Segment } from './segment.ts';
import { TcpReceiver } from './tcp-receiver.ts';
import { TcpSender } from './tcp-sender.ts';

/** What an endpoint needs from the host it stands on. */
export interface EndpointHost {
  transmit(segment: Segment): void;
  /** The connection is over and its user has been told. */
  forget(endpoint: TcpEndpoint, lingersUntil: Instant): void;
}

/** How an attempt to connect ended before there was a stream. */
export type OpenFailure = 'refused' | 'timeout' | 'unreachable';

export interface EndpointOptions {
  readonly kernel: Kernel;
  readonly host: EndpointHost;
  readonly stack: TcpStack;
  readonly local: Endpoint;
  readonly remote: Endpoint;
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
  private readonly first: number;
  private receiver: TcpReceiver | undefined;
  private state: 'opening' | 'open' | 'closed' = 'opening';
  private events: ByteStreamEvents | undefined;
  /** What happened before anyone was attached. */
  private readonly inbox: ((events: ByteStreamEvents) => void)[] = [];
  /** Segments taken since the last acknowledgement left. */
  private unanswered = 0;
  private ackAlarm: Alarm | undefined;

  constructor(options: EndpointOptions) {
    this.options = options;
    this.kernel = options.kernel;
    this.local = options.local;
    this.remote = options.remote;
    this.first = options.stack.firstSequence();
    this.timing = options.stack.enter();
    this.sender = new TcpSender(options.kernel, options.stack, this.timing, {
      emit: (place, flags, payload) => this.emit(place, flags, payload),
      giveUp: () => this.close('timeout', false),
    });
  }

  /** Whether this is the connection of these two. */
  isBetween({ port }: Endpoint, remote: Endpoint): boolean {
    return (
      port === this.local.port &&
      remote.port === this.remote.port &&
      remote.address === this.remote.address
    );
  }

  /** Sends the SYN of an outgoing connection. */
  connect(): void {
    this.sender.open();
  }

  /** Answers the SYN of an incoming connection. */
  accept(segment: Segment): void {
    this.learn(segment);
    this.sender.open();
  }

  attach(events: ByteStreamEvents): void {
    this.kernel.assert(this.events === undefined, 'a stream has one user');
    this.events = events;
    if (this.inbox.length > 0) this.kernel.after(0, () => this.empty(events));
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
    if (this.state === 'open') this.sender.finish();
  }

  abort(): void {
    if (this.state === 'closed') return;
    if (this.receiver !== undefined) this.emit(this.sender.edge, rst, nothing);
    this.events = undefined;
    this.stop(this.kernel.now);
  }

  /** The attempt to connect is not wanted any more; nobody is told. */
  cancel(): void {
    if (this.state === 'opening') this.stop(this.kernel.now);
  }

  /** The interface below is gone: no segment leaves any more. */
  vanish(): void {
    this.close('aborted', false);
  }

  /** A segment for this connection has arrived. */
  receive(segment: Segment): void {
    if (this.state === 'closed') {
      // TIME_WAIT: the peer has not heard our last acknowledgement.
      if ((segment.flags & fin) !== 0) this.acknowledge();
      return;
    }
    if (this.receiver === undefined) this.receiveAnswer(segment);
    else this.receiveInOrder(segment, this.receiver);
  }

  /** The answer to our SYN. */
  private receiveAnswer(segment: Segment): void {
    if ((segment.flags & ack) === 0 || this.placeOf(segment) !== 1) return;
    if ((segment.flags & rst) !== 0) {
      this.close('reset', false);
    } else if ((segment.flags & syn) !== 0) {
      this.learn(segment);
      this.sender.acknowledge(1, segment.window, true);
      this.acknowledge();
      this.open();
    }
  }

  private receiveInOrder(segment: Segment, receiver: TcpReceiver): void {
    if ((segment.flags & rst) !== 0) {
      if (receiver.accepts(segment.sequence)) this.close('reset', false);
      return;
    }
    if ((segment.flags & ack) !== 0) this.receiveAck(segment);
    if (this.state === 'closed') return;
    const arrival = receiver.take(segment);
    if (arrival === undefined) {
      // What is old, out of order or outside the window is answered with where we are.
      const isPure = segment.payload.length === 0 && (segment.flags & (syn | fin)) === 0;
      if (!isPure || segment.sequence !== receiver.expected) this.acknowledge();
    } else {
      this.deliver(arrival.payload, arrival.fin);
    }
    if (this.isOpen()) this.settleAfter(receiver, arrival?.fin === true);
  }

  private receiveAck(segment: Segment): void {
    const bytes = this.sender.acknowledge(this.placeOf(segment), segment.window);
    if (this.state === 'opening' && this.placeOf(segment) === 1) this.open();
    if (bytes === 0) return;
    const { user } = this;
    if (user !== undefined) user.acknowledged(bytes);
    else this.inbox.push((events) => events.acknowledged(bytes));
  }

  private deliver(payload: Uint8Array, isLast: boolean): void {
    this.unanswered += 1;
    if (payload.length > 0) {
      const { user } = this;
      if (user !== undefined) user.data(payload);
      else this.inbox.push((events) => events.data(payload));
    }
    if (isLast && this.isOpen()) {
      this.acknowledge();
      this.notify((events) => events.end());
    }
  }

  /** After the user has had its say: send, acknowledge, and see whether both sides are done. */
  private settleAfter(receiver: TcpReceiver, peerFinishedNow: boolean): void {
    this.sender.output();
    if (this.unanswered >= 2) this.acknowledge();
    else if (this.unanswered === 1) this.acknowledgeLater();
    // Who hears the last FIN stays to answer it again (TIME_WAIT).
    if (receiver.finished && this.sender.finished) this.close('ended', peerFinishedNow);
  }

  private learn(segment: Segment): void {
    const { windowBytes, windowUpdateBytes } = this.options.stack;
    this.receiver = new TcpReceiver(segment.sequence, windowBytes, windowUpdateBytes);
    if (segment.mssBytes !== undefined) this.sender.limitPayload(segment.mssBytes);
  }

  private open(): void {
    this.state = 'open';
    this.options.opened(undefined);
  }

  private isOpen(): boolean {
    return this.state === 'open';
  }

  private close(reason: CloseReason, lingers: boolean): void {
    if (this.state === 'closed') return;
    const wasOpen = this.state === 'open';
    this.stop(this.kernel.now + (lingers ? this.options.stack.timeWaitNs : 0));
    if (wasOpen) this.notify((events) => events.close(reason));
    else this.options.opened(failureOf[reason]);
  }

  private stop(lingersUntil: Instant): void {
    this.state = 'closed';
    this.sender.stop();
    this.ackAlarm?.cancel();
    this.options.host.forget(this, lingersUntil);
  }

  private acknowledge(): void {
    this.emit(this.sender.place, 0, nothing);
  }

  private acknowledgeLater(): void {
    if (this.ackAlarm?.pending === true) return;
    this.ackAlarm = this.kernel.at(this.timing.acknowledgeBy(), () => this.acknowledge());
  }

  private emit(place: number, flags: number, payload: Uint8Array): void {
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
    };
    host.transmit((flags & syn) === 0 ? segment : { ...segment, mssBytes: stack.mssBytes });
  }

  /** Which place in our sequence a segment acknowledges. */
  private placeOf(segment: Segment): number {
    const { edge } = this.sender;
    return edge + distance(advance(this.first, edge), segment.acknowledgement);
  }

  private notify(tell: (events: ByteStreamEvents) => void): void {
    const { user } = this;
    if (user !== undefined) tell(user);
    else this.inbox.push(tell);
  }

  /** Who is told at once; nobody while there is something to be told before. */
  private get user(): ByteStreamEvents | undefined {
    return this.inbox.length === 0 ? this.events : undefined;
  }

  private empty(events: ByteStreamEvents): void {
    for (let tell = this.inbox[0]; tell !== undefined; tell = this.inbox[0]) {
      // An abort in between takes the user away.
      if (this.events === events) tell(events);
      this.inbox.shift();
    }
  }
}

const failureOf: Readonly<Record<CloseReason, OpenFailure>> = {
  ended: 'refused',
  reset: 'refused',
  timeout: 'timeout',
  aborted: 'unreachable',
};
