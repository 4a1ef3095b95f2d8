import { millisecond, type Alarm, type Duration, type Kernel } from '@w800/kernel';
import type { ByteStream, CloseReason } from '@w800/ports';

/** What a transport tells the client. Nothing comes after `finish` or `abort`. */
export interface TransportEvents {
  /** The bytes hold the peer's window until `used` says that they are used. */
  data(bytes: Uint8Array): void;
  /** The peer has finished sending, in order. */
  ended(): void;
  /** The stream is gone at once: the peer reset it, or it died below. */
  over(by: 'peer' | 'stream'): void;
}

/** A packet on its way out. */
interface Entry {
  bytes: Uint8Array;
  /** Whether the stream has taken some of the bytes. */
  begun: boolean;
  readonly written: () => void;
}

/** A byte stream and the packets that wait for room in its send buffer. */
export class Transport {
  private readonly kernel: Kernel;
  private readonly stream: ByteStream;
  private readonly events: TransportEvents;
  private readonly queue: Entry[] = [];
  /** `finishing`: bytes still wait before the FIN; `finished`: the FIN is on its way. */
  private state: 'open' | 'finishing' | 'finished' | 'gone' = 'open';
  private flushing = false;
  /** Bytes delivered and not yet used. */
  private heldBytes = 0;
  private limit: Alarm | undefined;
  private readonly pollNs: Duration;
  private poll: Alarm | undefined;

  /** @param pollMs after which a stream that took nothing is offered bytes again */
  constructor(kernel: Kernel, stream: ByteStream, pollMs: number, events: TransportEvents) {
    this.kernel = kernel;
    this.pollNs = pollMs * millisecond;
    this.stream = stream;
    this.events = events;
    stream.attach({
      data: (bytes) => this.data(bytes),
      end: () => this.ended(),
      acknowledged: () => this.flush(),
      close: (reason) => this.closed(reason),
    });
  }

  /**
   * Sends bytes behind those that wait; `written` follows when the stream has
   * taken them all. On a stream that is gone it never does.
   */
  send(bytes: Uint8Array, written: () => void): void {
    if (this.state === 'gone') return;
    this.queue.push({ bytes, begun: false, written });
    this.flush();
  }

  /** Opens the peer's window again by bytes that were delivered and are used. */
  used(byteCount: number): void {
    // At the farewell all of them were let go.
    if (this.state !== 'open' || byteCount === 0) return;
    this.heldBytes -= byteCount;
    this.stream.consumed(byteCount);
  }

  /** Finishes the stream. Packets that wait are dropped. */
  finish(): void {
    if (this.state !== 'open') return;
    this.state = 'finishing';
    this.queue.length = 0;
    this.flush();
    this.letGo();
  }

  /**
   * Finishes the stream after a last packet. One that the stream has begun to
   * take is completed first, else the last would be read as part of it; the
   * others are dropped. A peer that takes no bytes until the limit is given up.
   */
  finishAfter(bytes: Uint8Array, written: () => void, limitMs: number): void {
    if (this.state !== 'open') return;
    this.state = 'finishing';
    const first = this.queue[0];
    this.queue.length = 0;
    if (first?.begun === true) this.queue.push({ ...first, written: () => undefined });
    this.limit = this.kernel.after(limitMs * millisecond, () => this.abort());
    this.send(bytes, written);
    this.letGo();
  }

  /** Drops the stream at once. */
  abort(): void {
    if (this.state === 'gone') return;
    this.retire();
    this.stream.abort();
  }

  private data(bytes: Uint8Array): void {
    this.heldBytes += bytes.length;
    if (this.state === 'open') this.events.data(bytes);
    else this.letGo();
  }

  /** What comes around the farewell is taken unread, so that the peer's FIN can follow it. */
  private letGo(): void {
    const { heldBytes } = this;
    this.heldBytes = 0;
    if (this.state !== 'gone' && heldBytes > 0) this.stream.consumed(heldBytes);
  }

  private ended(): void {
    if (this.state === 'open') this.events.ended();
  }

  private closed(reason: CloseReason): void {
    const wasOpen = this.state === 'open';
    this.retire();
    if (wasOpen) this.events.over(reason === 'ended' || reason === 'reset' ? 'peer' : 'stream');
  }

  private retire(): void {
    this.state = 'gone';
    this.queue.length = 0;
    this.limit?.cancel();
    this.poll?.cancel();
  }

  private flush(): void {
    // A `written` callback may send more; the loop that called it goes on with that.
    if (this.flushing) return;
    this.flushing = true;
    this.poll?.cancel();
    for (let entry = this.queue[0]; entry !== undefined; entry = this.queue[0]) {
      const takenBytes = this.stream.write(entry.bytes);
      if (takenBytes < entry.bytes.length) {
        entry.begun ||= takenBytes > 0;
        entry.bytes = entry.bytes.subarray(takenBytes);
        this.flushLater();
        break;
      }
      this.queue.shift();
      entry.written();
    }
    this.flushing = false;
    if (this.state === 'finishing' && this.queue.length === 0) this.endStream();
  }

  /**
   * Room comes with an acknowledgement, but a stack without memory for a segment
   * has nothing under way that could be acknowledged.
   */
  private flushLater(): void {
    this.poll = this.kernel.after(this.pollNs, () => this.flush());
  }

  private endStream(): void {
    this.state = 'finished';
    this.limit?.cancel();
    this.stream.end();
  }
}
