import { Buffer } from 'node:buffer';
import { nextTick } from 'node:process';
import { Duplex } from 'node:stream';

/** What a library's end of a connection asks for. */
export interface LibraryEndDuties {
  /** The library has read. */
  read(): void;
  /** The library has written; false when it is to wait for `drain`. */
  write(pieces: readonly Uint8Array[]): boolean;
  /** The library has ended the connection. */
  destroyed(): void;
}

/**
 * The duplex the library reads from and writes to. What it writes goes on as
 * it is, without the queue and the ticks of a writable stream: that queue
 * would be a second one.
 */
export class LibraryEnd extends Duplex {
  private readonly duties: LibraryEndDuties;
  /** Written and not handed on: the library holds it together, or there is no room. */
  private pieces: Uint8Array[] = [];
  private corks = 0;
  /** Bytes there was no room for behind. */
  private heldBytes = 0;
  /** What `write` goes by when it says that there is room. */
  private unfinishedBytes = 0;
  private needsDrain = false;

  constructor(duties: LibraryEndDuties) {
    super({
      read: () => duties.read(),
      destroy: (_error, done) => {
        // The library reports errors through its own events.
        done(null);
        duties.destroyed();
      },
    });
    this.duties = duties;
  }

  override cork(): void {
    this.corks += 1;
  }

  override uncork(): void {
    if (this.corks > 0) this.corks -= 1;
    this.handOn();
  }

  override write(piece: Uint8Array | string): boolean {
    if (this.destroyed) return false;
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.pieces.push(bytes);
    this.unfinishedBytes += bytes.length;
    this.handOn();
    const { unfinishedBytes } = this;
    const hasRoom = unfinishedBytes < this.writableHighWaterMark || unfinishedBytes === 0;
    if (!hasRoom) this.needsDrain = true;
    return hasRoom;
  }

  /** There is room again. */
  drained(): void {
    this.unfinishedBytes -= this.heldBytes;
    this.heldBytes = 0;
    this.handOn();
    this.tellDrain();
  }

  private handOn(): void {
    if (this.corks > 0 || this.heldBytes > 0 || this.pieces.length === 0) return;
    const { pieces } = this;
    this.pieces = [];
    let bytes = 0;
    for (const { length } of pieces) bytes += length;
    if (!this.duties.write(pieces)) {
      this.heldBytes = bytes;
      return;
    }
    this.unfinishedBytes -= bytes;
    if (this.needsDrain && this.unfinishedBytes === 0) nextTick(() => this.tellDrain());
  }

  private tellDrain(): void {
    if (!this.needsDrain || this.unfinishedBytes > 0 || this.destroyed) return;
    this.needsDrain = false;
    this.emit('drain');
  }
}
