import { millisecond, type Alarm, type Kernel } from '@w800/kernel';
import type { ByteStream, CloseReason } from '@w800/ports';
import { Acknowledgements } from './acknowledgements.ts';
import { joined } from './joined.ts';
import { websocketFigures } from './websocket-figures.ts';

/** What the user of a wire is told. */
export interface WireEvents {
  /** Bytes in order; they hold window until `hold` lets them go. */
  data(bytes: Uint8Array): void;
  end(): void;
  /** So much of what was offered as payload has been acknowledged; perhaps nothing of it. */
  acknowledged(payloadBytes: number): void;
  close(reason: CloseReason): void;
  /** There is room again, and what waited has been taken. */
  clear(): void;
}

const retryNs = websocketFigures.writeRetryMs.value * millisecond;
const closeLimitNs = websocketFigures.closeLimitMs.value * millisecond;

/**
 * The stream below a WebSocket, with the few bytes that have to go before
 * anything else: the rest of a head or of a control frame.
 */
export class Wire {
  readonly stream: ByteStream;
  private readonly kernel: Kernel;
  private readonly acknowledgements = new Acknowledgements();
  private events: WireEvents | undefined;
  private waiting = new Uint8Array(0);
  private retry: Alarm | undefined;
  private limit: Alarm | undefined;
  private heldBytes = 0;
  /** `finishing`: FIN follows what waits; `finished`: it is on its way. */
  private state: 'open' | 'finishing' | 'finished' | 'gone' = 'open';

  /** @param events for the first user; `handTo` sets the next */
  constructor(kernel: Kernel, stream: ByteStream, events: WireEvents) {
    this.kernel = kernel;
    this.stream = stream;
    this.events = events;
    stream.attach({
      data: (bytes) => this.data(bytes),
      end: () => this.events?.end(),
      acknowledged: (byteCount) => this.acknowledged(byteCount),
      close: (reason) => this.closed(reason),
    });
  }

  handTo(events: WireEvents): void {
    this.events = events;
  }

  /** Whether nothing waits. */
  get isClear(): boolean {
    return this.waiting.length === 0;
  }

  /** Sends bytes that are no payload, sooner or later. */
  send(bytes: Uint8Array): void {
    if (this.state !== 'open') return;
    this.acknowledgements.note(bytes.length, false);
    this.waiting = this.isClear ? bytes.slice() : joined(this.waiting, bytes);
    this.flush();
  }

  /**
   * Offers a frame, or what is left of one, in one piece. Either nothing is
   * taken, or its head and some payload.
   * @param headBytes how many of the bytes are no payload
   * @returns how much of the payload was taken
   */
  offer(bytes: Uint8Array, headBytes: number): number {
    if (this.state !== 'open' || !this.isClear) return 0;
    const takenBytes = this.stream.write(bytes);
    if (takenBytes === 0) return 0;
    // A head that has begun to go is completed by a byte of payload, so that
    // its user knows that this payload is under way.
    const leastBytes = headBytes === 0 ? 0 : headBytes + 1;
    if (takenBytes < leastBytes) {
      this.waiting = bytes.slice(takenBytes, leastBytes);
      this.retryLater();
    }
    const payloadBytes = Math.max(takenBytes, leastBytes) - headBytes;
    this.acknowledgements.note(headBytes, false);
    this.acknowledgements.note(payloadBytes, true);
    return payloadBytes;
  }

  /** Opens the peer's window again, but for so many of the bytes that came. */
  hold(byteCount: number): void {
    const usedBytes = this.heldBytes - byteCount;
    if (this.state === 'gone' || usedBytes <= 0) return;
    this.heldBytes = byteCount;
    this.stream.consumed(usedBytes);
  }

  /** FIN, after what waits. */
  finish(): void {
    if (this.state !== 'open') return;
    this.state = 'finishing';
    this.flush();
  }

  /**
   * FIN after what waits; nobody is told anything more, and what still comes
   * is let go. A peer that does not close in time is cut off.
   */
  farewell(): void {
    if (this.state === 'gone') return;
    this.events = undefined;
    this.hold(0);
    this.limit = this.kernel.after(closeLimitNs, () => this.abort());
    this.finish();
  }

  /** RST. Nobody is told anything more. */
  abort(): void {
    if (this.state === 'gone') return;
    this.retire();
    this.stream.abort();
  }

  private data(bytes: Uint8Array): void {
    this.heldBytes += bytes.length;
    if (this.events === undefined) this.hold(0);
    else this.events.data(bytes);
  }

  private acknowledged(byteCount: number): void {
    const payloadBytes = this.acknowledgements.take(byteCount);
    this.flush();
    this.events?.acknowledged(payloadBytes);
  }

  private closed(reason: CloseReason): void {
    const { events } = this;
    this.retire();
    events?.close(reason);
  }

  private retire(): void {
    this.state = 'gone';
    this.events = undefined;
    this.retry?.cancel();
    this.limit?.cancel();
  }

  private flush(): void {
    if (this.state === 'finished' || this.state === 'gone') return;
    this.retry?.cancel();
    if (!this.isClear) {
      this.waiting = this.waiting.subarray(this.stream.write(this.waiting));
      if (!this.isClear) return this.retryLater();
      this.events?.clear();
    }
    if (this.state === 'finishing' && this.isClear) {
      this.state = 'finished';
      this.stream.end();
    }
  }

  /**
   * Room comes with an acknowledgement, but a stack without memory for a
   * segment has nothing under way that could be acknowledged.
   */
  private retryLater(): void {
    this.retry = this.kernel.after(retryNs, () => this.flush());
  }
}
