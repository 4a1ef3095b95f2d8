import type { Instant, Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason } from '@w800/ports';

/** What happened on the stream, as its far end saw it. */
export interface PeerWrite {
  readonly at: Instant;
  readonly bytes: Uint8Array;
}

/** A connected stream whose far end is the test. Nothing happens unless the test says so. */
export class PeerStream implements ByteStream {
  readonly local = { address: '192.168.10.2', port: 50_000 };
  readonly remote = { address: '192.168.10.234', port: 1883 };
  /** Everything the client wrote. */
  readonly writes: PeerWrite[] = [];
  consumedBytes = 0;
  /** When the client sent FIN or RST. */
  endedAt: Instant | undefined;
  abortedAt: Instant | undefined;
  /** How many more bytes the send buffer takes. */
  roomBytes = Number.MAX_SAFE_INTEGER;

  private readonly kernel: Kernel;
  private events: ByteStreamEvents | undefined;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  attach(events: ByteStreamEvents): void {
    this.kernel.assert(this.events === undefined, 'a stream has one user');
    this.events = events;
  }

  write(bytes: Uint8Array): number {
    this.kernel.assert(this.live, 'nothing is written after FIN or RST');
    const taken = bytes.slice(0, this.roomBytes);
    this.roomBytes -= taken.length;
    if (taken.length > 0) this.writes.push({ at: this.kernel.now, bytes: new Uint8Array(taken) });
    return taken.length;
  }

  consumed(byteCount: number): void {
    this.kernel.assert(this.abortedAt === undefined, 'nothing is consumed after RST');
    this.consumedBytes += byteCount;
  }

  end(): void {
    this.kernel.assert(this.live, 'a stream is ended once');
    this.endedAt = this.kernel.now;
  }

  abort(): void {
    this.kernel.assert(this.abortedAt === undefined, 'a stream is aborted once');
    this.abortedAt = this.kernel.now;
  }

  /** The far end sends, in chunks of at most that many bytes. */
  deliver(bytes: readonly number[] | Uint8Array, chunkBytes = bytes.length): void {
    const all = Uint8Array.from(bytes);
    for (let start = 0; start < all.length; start += chunkBytes) {
      if (this.abortedAt !== undefined) return;
      this.events?.data(all.slice(start, start + chunkBytes));
    }
  }

  /** The far end acknowledges, which makes that much room. */
  acknowledge(byteCount: number): void {
    this.roomBytes += byteCount;
    this.events?.acknowledged(byteCount);
  }

  /** The far end sends FIN. */
  finish(): void {
    this.events?.end();
  }

  close(reason: CloseReason): void {
    this.events?.close(reason);
  }

  /** All bytes written, in one piece. */
  get written(): number[] {
    return this.writes.flatMap(({ bytes }) => [...bytes]);
  }

  private get live(): boolean {
    return this.endedAt === undefined && this.abortedAt === undefined;
  }
}
