import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import type { Alarm, Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import type { AsyncCompartment } from './compartment.ts';

type Done = (error?: Error | null) => void;

/**
 * Joins a stream of the simulated network to the duplex the library wants.
 * Calls from the network go into the compartment; what the library asks for
 * waits for an event of its own, so that models never run outside one.
 */
export class Connection {
  /** The library's end. */
  readonly duplex: Duplex;
  private readonly kernel: Kernel;
  private readonly compartment: AsyncCompartment;
  private readonly stream: ByteStream;
  private readonly sending: (burst: Uint8Array) => void;
  private outgoing: Uint8Array[] = [];
  private outgoingBytes = 0;
  /** What the send buffer had no room for. */
  private rest: Uint8Array | undefined;
  /** The library waits for room. */
  private held: Done | undefined;
  private unreportedBytes = 0;
  private flushing: Alarm | undefined;
  /** The network knows of no further use of the stream. */
  private over = false;
  private ended = false;

  /** @param sending told of each burst before it leaves; bursts hold whole packets */
  constructor(
    kernel: Kernel,
    compartment: AsyncCompartment,
    stream: ByteStream,
    sending: (burst: Uint8Array) => void,
  ) {
    this.kernel = kernel;
    this.compartment = compartment;
    this.stream = stream;
    this.sending = sending;
    this.duplex = new Duplex({
      read: () => this.flushSoon(),
      writev: (chunks, done) => this.queue(chunks, done),
      destroy: (_error, done) => {
        // The library reports errors through its own events.
        done(null);
        this.flushSoon();
      },
    });
  }

  /** Begins to listen to the network. */
  open(): void {
    this.stream.attach({
      data: (bytes) => this.take(bytes),
      end: () => this.enter(() => this.duplex.push(null)),
      acknowledged: () => {
        if (this.rest !== undefined) this.flush();
      },
      close: () => {
        this.over = true;
        this.close();
      },
    });
  }

  /** Drops the TCP connection by RST, whatever is still to be sent. */
  drop(): void {
    if (this.over) return;
    this.over = true;
    this.stream.abort();
    this.close();
  }

  /** Ends the connection by FIN, behind what was written. */
  close(): void {
    this.enter(() => this.duplex.destroy());
  }

  private take(bytes: Uint8Array): void {
    if (this.duplex.destroyed) {
      // Nobody reads any more: a closed socket answers data with RST.
      this.drop();
      return;
    }
    this.unreportedBytes += bytes.length;
    const { buffer, byteOffset, length } = bytes;
    this.enter(() => this.duplex.push(Buffer.from(buffer, byteOffset, length)));
  }

  private enter(action: () => void): void {
    this.compartment.handOver(() => {
      if (!this.duplex.destroyed) action();
    });
  }

  private queue(chunks: readonly { chunk: Uint8Array }[], done: Done): void {
    for (const { chunk } of chunks) {
      this.outgoing.push(chunk);
      this.outgoingBytes += chunk.length;
    }
    this.flushSoon();
    if (this.outgoingBytes <= this.duplex.writableHighWaterMark) done();
    else this.held = done;
  }

  private flushSoon(): void {
    if (this.over || this.flushing?.pending === true) return;
    this.flushing = this.kernel.after(0, () => this.flush());
  }

  /** Gives the network what the library has written, read and ended. */
  flush(): void {
    this.flushing?.cancel();
    if (this.over) return;
    const takenBytes = this.unreportedBytes - this.duplex.readableLength;
    this.unreportedBytes -= takenBytes;
    if (takenBytes > 0) this.stream.consumed(takenBytes);
    this.send();
    if (this.rest !== undefined) return;
    const { held } = this;
    this.held = undefined;
    if (held !== undefined) this.enter(held);
    if (this.duplex.destroyed && !this.ended) {
      this.ended = true;
      this.stream.end();
    }
  }

  private send(): void {
    while (this.outgoingBytes > 0) {
      const bytes = this.rest ?? this.nextBurst();
      const written = this.stream.write(bytes);
      this.outgoingBytes -= written;
      this.rest = written < bytes.length ? bytes.subarray(written) : undefined;
      if (this.rest !== undefined) return;
    }
  }

  private nextBurst(): Uint8Array {
    const burst = this.outgoing.length === 1 ? this.outgoing[0] : undefined;
    const bytes = burst ?? Buffer.concat(this.outgoing);
    this.outgoing = [];
    this.sending(bytes);
    return bytes;
  }
}
