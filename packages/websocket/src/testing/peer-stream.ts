import type { Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason } from '@w800/ports';

/** A connected stream whose far end is the test. Nothing happens unless the test says so. */
export class PeerStream implements ByteStream {
  readonly local = { address: '192.168.10.2', port: 50_000 };
  readonly remote = { address: '192.168.10.234', port: 9001 };
  /** Everything this end wrote, piece by piece. */
  readonly writes: Uint8Array[] = [];
  consumedBytes = 0;
  deliveredBytes = 0;
  ended = false;
  aborted = false;
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
    this.kernel.assert(!this.ended && !this.aborted, 'nothing is written after FIN or RST');
    const taken = bytes.slice(0, this.roomBytes);
    this.roomBytes -= taken.length;
    if (taken.length > 0) this.writes.push(taken);
    return taken.length;
  }

  consumed(byteCount: number): void {
    this.kernel.assert(!this.aborted, 'nothing is consumed after RST');
    this.consumedBytes += byteCount;
    this.kernel.assert(this.consumedBytes <= this.deliveredBytes, 'what came is consumed once');
  }

  end(): void {
    this.kernel.assert(!this.ended && !this.aborted, 'a stream is ended once');
    this.ended = true;
  }

  abort(): void {
    this.kernel.assert(!this.aborted, 'a stream is aborted once');
    this.aborted = true;
  }

  /** The far end sends, in pieces of at most that many bytes. */
  deliver(bytes: readonly number[] | Uint8Array, pieceBytes = bytes.length): void {
    const all = Uint8Array.from(bytes);
    for (let start = 0; start < all.length && !this.aborted; start += pieceBytes) {
      const piece = all.slice(start, start + pieceBytes);
      this.deliveredBytes += piece.length;
      this.events?.data(piece);
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
    return this.writes.flatMap((bytes) => [...bytes]);
  }

  /** What was written since the last look. */
  take(): number[] {
    const bytes = this.written;
    this.writes.length = 0;
    return bytes;
  }
}
