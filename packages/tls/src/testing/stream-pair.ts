import { millisecond, type Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason, Endpoint } from '@w800/ports';

/** How a pair carries bytes. */
export interface PairOptions {
  readonly latencyNs?: number;
  readonly sendBufferBytes?: number;
  readonly windowBytes?: number;
  /** Into pieces of how many bytes what is sent is cut; the argument is how many are left. */
  readonly cut?: (byteCount: number) => number;
  /** What becomes of bytes on their way. @param offset of the first of them in its direction */
  readonly alter?: (from: 'client' | 'server', offset: number, bytes: Uint8Array) => Uint8Array;
}

type News = (events: ByteStreamEvents) => void;

const ends = {
  client: { address: '192.168.10.100', port: 49_152 },
  server: { address: '192.168.10.234', port: 8_883 },
};

/** One end of a pair of streams in memory, with a send buffer and a window like TCP's. */
export class PairEnd implements ByteStream {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** Everything this end has put on the line, write by write. */
  readonly writes: Uint8Array[] = [];
  private readonly kernel: Kernel;
  private readonly side: 'client' | 'server';
  private readonly options: Required<PairOptions>;
  private peer: PairEnd | undefined;
  private user: ByteStreamEvents | undefined;
  private readonly inbox: News[] = [];
  private unsent: Uint8Array = new Uint8Array(0);
  private unacknowledgedBytes = 0;
  /** What the peer has been sent and has not consumed, as far as this end knows. */
  private peerHeldBytes = 0;
  private sentBytes = 0;
  heldBytes = 0;
  private isEnding = false;
  private hasEnded = false;
  private hasPeerEnded = false;
  private isOver = false;

  private constructor(kernel: Kernel, side: 'client' | 'server', options: Required<PairOptions>) {
    this.kernel = kernel;
    this.side = side;
    this.options = options;
    this.local = ends[side];
    this.remote = ends[side === 'client' ? 'server' : 'client'];
  }

  /** Two connected ends. */
  static pair(kernel: Kernel, options: PairOptions = {}): { client: PairEnd; server: PairEnd } {
    const all: Required<PairOptions> = {
      latencyNs: 1 * millisecond,
      sendBufferBytes: 8_760,
      windowBytes: 11_680,
      cut: (byteCount) => byteCount,
      alter: (_from, _offset, bytes) => bytes,
      ...options,
    };
    const client = new PairEnd(kernel, 'client', all);
    const server = new PairEnd(kernel, 'server', all);
    client.peer = server;
    server.peer = client;
    return { client, server };
  }

  /** All bytes this end has sent. */
  get written(): Uint8Array {
    return Uint8Array.from(this.writes.flatMap((bytes) => [...bytes]));
  }

  get isFinished(): boolean {
    return this.hasEnded || this.isOver;
  }

  attach(events: ByteStreamEvents): void {
    this.kernel.assert(this.user === undefined, 'a stream has one user');
    this.user = events;
    this.kernel.after(0, () => this.empty());
  }

  write(bytes: Uint8Array): number {
    if (this.isEnding || this.isOver) return 0;
    const roomBytes = this.options.sendBufferBytes - this.unacknowledgedBytes;
    const taken = bytes.slice(0, roomBytes);
    if (taken.length === 0) return 0;
    this.writes.push(taken);
    this.unacknowledgedBytes += taken.length;
    this.unsent = Uint8Array.of(...this.unsent, ...taken);
    this.transmit();
    return taken.length;
  }

  consumed(byteCount: number): void {
    this.kernel.assert(!this.isOver, 'nothing is consumed after the end');
    const fits = byteCount > 0 && byteCount <= this.heldBytes;
    this.kernel.assert(fits, 'a user consumes what was delivered to it');
    this.heldBytes -= byteCount;
    this.later(() => this.peer?.opened(byteCount));
  }

  end(): void {
    this.isEnding = true;
    this.transmit();
  }

  abort(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.later(() => this.peer?.closed('reset'));
  }

  /** The line breaks: this end is told, and the other knows nothing. */
  fail(reason: CloseReason): void {
    this.closed(reason);
  }

  private opened(byteCount: number): void {
    this.peerHeldBytes -= byteCount;
    this.transmit();
  }

  private transmit(): void {
    while (this.unsent.length > 0 && !this.isOver) {
      const roomBytes = this.options.windowBytes - this.peerHeldBytes;
      const sendable = Math.min(roomBytes, this.unsent.length);
      if (sendable === 0) return;
      const piece = this.unsent.slice(
        0,
        Math.max(1, Math.min(this.options.cut(sendable), sendable)),
      );
      this.unsent = this.unsent.slice(piece.length);
      this.peerHeldBytes += piece.length;
      const bytes = this.options.alter(this.side, this.sentBytes, piece);
      this.sentBytes += piece.length;
      this.later(() => this.peer?.receive(bytes));
    }
    if (!this.isEnding || this.hasEnded || this.isOver) return;
    this.hasEnded = true;
    this.later(() => this.peer?.receiveEnd());
  }

  private receive(bytes: Uint8Array): void {
    if (this.isOver) return;
    this.heldBytes += bytes.length;
    this.later(() => this.peer?.acknowledged(bytes.length));
    this.tell((events) => events.data(bytes));
  }

  private receiveEnd(): void {
    if (this.isOver) return;
    this.hasPeerEnded = true;
    this.tell((events) => events.end());
    this.closeIfDone();
    this.peer?.closeIfDone();
  }

  private acknowledged(byteCount: number): void {
    if (this.isOver) return;
    this.unacknowledgedBytes -= byteCount;
    this.tell((events) => events.acknowledged(byteCount));
  }

  private closeIfDone(): void {
    if (this.hasEnded && this.hasPeerEnded) this.later(() => this.closed('ended'));
  }

  private closed(reason: CloseReason): void {
    if (this.isOver) return;
    this.isOver = true;
    this.tell((events) => events.close(reason));
  }

  private later(action: () => void): void {
    this.kernel.after(this.options.latencyNs, action);
  }

  private tell(news: News): void {
    if (this.user !== undefined && this.inbox.length === 0) news(this.user);
    else this.inbox.push(news);
  }

  private empty(): void {
    for (let news = this.inbox[0]; news !== undefined; news = this.inbox[0]) {
      if (this.user !== undefined) news(this.user);
      this.inbox.shift();
    }
  }
}
