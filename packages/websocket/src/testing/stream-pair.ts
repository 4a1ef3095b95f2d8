import { millisecond, type Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';

const latencyNs = 1 * millisecond;

/** How a pair carries bytes. */
export interface PairOptions {
  /** Bytes one side may have under way or unread at the other. */
  readonly windowBytes: number;
  /** The sizes of the pieces in which bytes arrive, used in turn. */
  readonly pieces: readonly number[];
}

/** One end of a pair of streams in memory: 1 ms each way, no loss. */
export class PairEnd implements ByteStream {
  readonly local = { address: '192.168.10.2', port: 50_000 };
  readonly remote = { address: '192.168.10.234', port: 9001 };
  readonly peer: PairEnd;
  private readonly kernel: Kernel;
  private readonly options: PairOptions;
  private events: ByteStreamEvents | undefined;
  /** Sent by the peer and not yet consumed here, on the way or delivered. */
  private unconsumedBytes = 0;
  private deliveredBytes = 0;
  private pieceCount = 0;
  private finished = false;
  private peerFinished = false;
  private over = false;

  /** @param peer the other end; it is made too when it is left out */
  constructor(kernel: Kernel, options: PairOptions, peer?: PairEnd) {
    this.kernel = kernel;
    this.options = options;
    this.peer = peer ?? new PairEnd(kernel, options, this);
  }

  attach(events: ByteStreamEvents): void {
    this.kernel.assert(this.events === undefined, 'a stream has one user');
    this.events = events;
  }

  write(bytes: Uint8Array): number {
    this.kernel.assert(!this.finished && !this.over, 'nothing is written after FIN or RST');
    const room = this.options.windowBytes - this.peer.unconsumedBytes;
    const taken = bytes.slice(0, Math.max(room, 0));
    this.peer.unconsumedBytes += taken.length;
    for (let start = 0; start < taken.length;) {
      const piece = taken.subarray(start, start + this.nextPiece());
      start += piece.length;
      this.peer.later((events) => {
        this.peer.deliveredBytes += piece.length;
        this.later((own) => own.acknowledged(piece.length));
        events.data(piece);
      });
    }
    return taken.length;
  }

  consumed(byteCount: number): void {
    this.kernel.assert(byteCount <= this.deliveredBytes, 'only what was delivered is consumed');
    this.deliveredBytes -= byteCount;
    this.unconsumedBytes -= byteCount;
    this.peer.later((events) => events.acknowledged(0));
  }

  end(): void {
    this.kernel.assert(!this.finished, 'a stream is ended once');
    this.finished = true;
    this.peer.later((events) => {
      this.peer.peerFinished = true;
      events.end();
      this.closeIfDone();
      this.peer.closeIfDone();
    });
  }

  abort(): void {
    this.over = true;
    this.peer.later((events) => {
      this.peer.over = true;
      events.close('reset');
    });
  }

  private nextPiece(): number {
    const { pieces } = this.options;
    this.pieceCount += 1;
    return pieces[this.pieceCount % pieces.length] ?? 1;
  }

  private closeIfDone(): void {
    if (!this.finished || !this.peerFinished) return;
    this.later((events) => {
      if (this.over) return;
      this.over = true;
      events.close('ended');
    });
  }

  private later(action: (events: ByteStreamEvents) => void): void {
    this.kernel.after(latencyNs, () => {
      if (!this.over && this.events !== undefined) action(this.events);
    });
  }
}
