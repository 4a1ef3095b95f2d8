import type { ByteStream, ByteStreamEvents, CloseReason, Endpoint } from '@w800/ports';
import type { RuleBook } from './rule-book.ts';

/**
 * The TCP stream below TLS and WebSocket. Both speak by themselves: handshakes,
 * Pongs, alerts. While the broker is silent that is held back, and only what
 * the broker itself wants to say passes. When the broker goes, it takes the
 * stream away from above them, and nothing of them is left waiting.
 */
export class Underlay implements ByteStream {
  /** A connection of the broker lives on it. */
  isServed = false;
  private readonly stream: ByteStream;
  private readonly book: RuleBook;
  private readonly gone: () => void;
  private events: ByteStreamEvents | undefined;
  private isSpeaking = false;
  private owesEnd = false;
  private hasEnded = false;
  /** `left`: the broker is gone; `over`: there is no stream any more. */
  private state: 'open' | 'left' | 'over' = 'open';

  /** @param gone called when the stream is over */
  constructor(stream: ByteStream, book: RuleBook, gone: () => void) {
    this.stream = stream;
    this.book = book;
    this.gone = gone;
  }

  get local(): Endpoint {
    return this.stream.local;
  }

  get remote(): Endpoint {
    return this.stream.remote;
  }

  attach(events: ByteStreamEvents): void {
    this.events = events;
    this.stream.attach({
      data: (bytes) => this.data(bytes),
      end: () => {
        if (this.state === 'open') events.end();
      },
      acknowledged: (byteCount) => {
        if (this.state === 'open') events.acknowledged(byteCount);
      },
      close: (reason) => this.close(reason),
    });
  }

  write(bytes: Uint8Array): number {
    return this.isHushed || this.state !== 'open' ? 0 : this.stream.write(bytes);
  }

  consumed(byteCount: number): void {
    if (this.state === 'open') this.stream.consumed(byteCount);
  }

  end(): void {
    if (this.state !== 'open' || this.hasEnded) return;
    if (this.isHushed) this.owesEnd = true;
    else this.finish();
  }

  abort(): void {
    if (this.state !== 'open') return;
    this.retire();
    this.stream.abort();
  }

  /** Does what the broker itself wants, which is heard though it is silent. */
  speak<Result>(action: () => Result): Result {
    const outer = this.isSpeaking;
    this.isSpeaking = true;
    try {
      return action();
    } finally {
      this.isSpeaking = outer;
    }
  }

  /** The broker is no longer silent. */
  resume(): void {
    if (this.state !== 'open') return;
    // Whoever found no room tries again.
    this.events?.acknowledged(0);
    if (this.owesEnd) this.end();
  }

  /** The broker goes: by FIN or RST, where FIN is not on its way already. */
  leave(by: 'fin' | 'rst'): void {
    if (this.state !== 'open') return;
    if (by === 'fin' || this.hasEnded) {
      this.state = 'left';
      this.finish();
    } else {
      this.abort();
    }
    this.events?.close('aborted');
  }

  private get isHushed(): boolean {
    return this.book.silent && !this.isSpeaking;
  }

  private data(bytes: Uint8Array): void {
    if (this.state === 'open') {
      this.events?.data(bytes);
      return;
    }
    // Nobody reads any more: a closed socket answers data with RST.
    this.retire();
    this.stream.abort();
  }

  private finish(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.stream.end();
  }

  private close(reason: CloseReason): void {
    const wasOpen = this.state === 'open';
    this.retire();
    if (wasOpen) this.events?.close(reason);
  }

  private retire(): void {
    this.state = 'over';
    this.gone();
  }
}
