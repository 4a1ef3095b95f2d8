import type { Alarm, Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason, Endpoint } from '@w800/ports';
import type { WorldValues } from '../world-values.ts';
import { ghostOf } from './ghost.ts';
import type { Passage } from './passage.ts';

export interface GatewayStreamOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly passage: Passage;
  /** The stream behind the gateway. Nobody is attached to it. */
  readonly inner: ByteStream;
  /** It takes no place in the module's table of sockets any more. */
  readonly over: () => void;
}

const nothing = new Uint8Array(0);

/** A stream through a passage. While it is silent both directions wait, until a stack gives up. */
export class GatewayStream implements ByteStream {
  private readonly options: GatewayStreamOptions;
  private readonly inner: ByteStream;
  private user: ByteStreamEvents | undefined;
  private ghost: ByteStreamEvents | undefined;
  /** What has come and has not been heard. */
  private inbox: ((events: ByteStreamEvents) => void)[] = [];
  private outbox = nothing;
  private isEnding = false;
  private isOver = false;
  private patience: Alarm | undefined;

  constructor(options: GatewayStreamOptions) {
    this.options = options;
    this.inner = options.inner;
  }

  get local(): Endpoint {
    return this.inner.local;
  }

  get remote(): Endpoint {
    return this.inner.remote;
  }

  attach(events: ByteStreamEvents): void {
    this.options.kernel.assert(this.user === undefined, 'a stream has one user');
    this.user = events;
    if (this.isOver) return;
    this.attachInner();
  }

  write(bytes: Uint8Array): number {
    if (this.isOver || this.isEnding) return 0;
    if (this.isClear) return this.inner.write(bytes);
    const roomBytes = this.options.figures.moduleSendBufferBytes - this.outbox.length;
    const taken = bytes.subarray(0, roomBytes);
    if (taken.length === 0) return 0;
    const all = new Uint8Array(this.outbox.length + taken.length);
    all.set(this.outbox);
    all.set(taken, this.outbox.length);
    this.outbox = all;
    this.wait();
    return taken.length;
  }

  consumed(byteCount: number): void {
    if (!this.isOver) this.inner.consumed(byteCount);
  }

  end(): void {
    if (this.isOver || this.isEnding) return;
    this.isEnding = true;
    if (this.isClear) this.inner.end();
    else this.wait();
  }

  abort(): void {
    if (this.isOver) return;
    const { isOpen } = this.options.passage;
    this.leave();
    if (isOpen) this.inner.abort();
    else this.haunt();
  }

  /** The module is no longer there: its user is told, its peer is not. */
  vanish(reason: CloseReason = 'aborted'): void {
    if (this.isOver) return;
    this.leave();
    this.haunt();
    this.user?.close(reason);
  }

  private get isClear(): boolean {
    return this.options.passage.isOpen && this.outbox.length === 0;
  }

  private attachInner(): void {
    this.inner.attach({
      data: (bytes) => this.tell((events) => events.data(bytes)),
      end: () => this.tell((events) => events.end()),
      acknowledged: (byteCount) => {
        this.tell((events) => events.acknowledged(byteCount));
        if (this.outbox.length > 0) this.options.passage.whenOpen(() => this.drain());
      },
      close: (reason) =>
        this.tell((events) => {
          this.leave();
          events.close(reason);
        }),
    });
  }

  private tell(news: (events: ByteStreamEvents) => void): void {
    if (this.ghost !== undefined) news(this.ghost);
    else if (this.inbox.push(news) === 1) this.options.passage.whenOpen(() => this.hear());
  }

  private hear(): void {
    while (!this.isOver && this.user !== undefined) {
      const [news] = this.inbox;
      if (news === undefined) return;
      news(this.user);
      this.inbox.shift();
    }
  }

  /** What was written waits; when nothing gets through the module's stack gives up. */
  private wait(): void {
    if (this.patience !== undefined) return;
    const { kernel, figures, passage } = this.options;
    this.patience = kernel.after(figures.moduleSilenceLimitNs, () => this.vanish('timeout'));
    passage.whenOpen(() => this.drain());
  }

  private drain(): void {
    if (this.isOver) return;
    this.patience?.cancel();
    this.patience = undefined;
    this.outbox = this.outbox.subarray(this.inner.write(this.outbox));
    if (this.outbox.length === 0 && this.isEnding) this.inner.end();
  }

  private leave(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.patience?.cancel();
    this.options.over();
  }

  /** What has not been heard is for the ghost. */
  private haunt(): void {
    const ghost = ghostOf(this.inner);
    this.ghost = ghost;
    if (this.user === undefined) this.attachInner();
    for (const news of this.inbox) news(ghost);
    this.inbox = [];
  }
}
