import type { Kernel } from '@w800/kernel';
import type { ByteStreamEvents } from '@w800/ports';

type News = (events: ByteStreamEvents) => void;

/** Hands what happens on a stream to its one user, and keeps it while that cannot listen. */
export class StreamUser {
  private readonly kernel: Kernel;
  private events: ByteStreamEvents | undefined;
  /** What happened while nobody could be told. */
  private readonly inbox: News[] = [];
  private paused = false;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  attach(events: ByteStreamEvents): void {
    this.kernel.assert(this.events === undefined, 'a stream has one user');
    this.events = events;
    this.emptyLater();
  }

  /** Nobody is told anything any more. */
  detach(): void {
    this.events = undefined;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** While paused nothing is told; afterwards everything is, in order. */
  pause(isPaused: boolean): void {
    this.paused = isPaused;
    if (!isPaused) this.emptyLater();
  }

  data(bytes: Uint8Array): void {
    const { present } = this;
    if (present !== undefined) present.data(bytes);
    else this.inbox.push((events) => events.data(bytes));
  }

  acknowledged(byteCount: number): void {
    const { present } = this;
    if (present !== undefined) present.acknowledged(byteCount);
    else this.inbox.push((events) => events.acknowledged(byteCount));
  }

  tell(news: News): void {
    const { present } = this;
    if (present !== undefined) news(present);
    else this.inbox.push(news);
  }

  /** Who is told at once; nobody while there is something to be told before. */
  private get present(): ByteStreamEvents | undefined {
    return this.inbox.length === 0 && !this.paused ? this.events : undefined;
  }

  private emptyLater(): void {
    if (this.inbox.length > 0) this.kernel.after(0, () => this.empty());
  }

  private empty(): void {
    const { events } = this;
    if (events === undefined) return;
    for (let news = this.inbox[0]; news !== undefined; news = this.inbox[0]) {
      if (this.paused) return;
      // An abort in between takes the user away.
      if (this.events === events) news(events);
      this.inbox.shift();
    }
  }
}
