import type { Kernel } from '@w800/kernel';
import type { ByteStreamEvents } from '@w800/ports';

type News = (events: ByteStreamEvents) => void;

/** Tells the one user of a stream what happens, and keeps it until there is one. */
export class UserInbox {
  private readonly kernel: Kernel;
  private readonly news: News[] = [];
  private events: ByteStreamEvents | undefined;
  private muted = false;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  attach(events: ByteStreamEvents): void {
    this.kernel.assert(this.events === undefined, 'a stream has one user');
    this.events = events;
    if (this.news.length > 0) this.kernel.after(0, () => this.empty());
  }

  tell(news: News): void {
    if (this.muted) return;
    if (this.events !== undefined && this.news.length === 0) news(this.events);
    else this.news.push(news);
  }

  /** Nothing is told any more. */
  mute(): void {
    this.muted = true;
    this.news.length = 0;
  }

  /** Tells a last thing. */
  conclude(news: News): void {
    this.tell((events) => {
      this.mute();
      news(events);
    });
  }

  private empty(): void {
    const { events } = this;
    if (events === undefined) return;
    // While the first is being told, the queue still stops others from passing it.
    for (let news = this.news[0]; news !== undefined; news = this.news[0]) {
      news(events);
      this.news.shift();
    }
  }
}
