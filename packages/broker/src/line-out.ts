import { Buffer } from 'node:buffer';
import { millisecond, type Alarm } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import type { Surveillance } from './client-end.ts';

/** The sending side of a stream: keeps what finds no room, cuts and joins writes as told. */
export class LineOut {
  private readonly common: Surveillance;
  private readonly stream: ByteStream;
  private queue: Uint8Array[] = [];
  private queuedBytes = 0;
  /** How much is still to go of a write that has begun and found no room. */
  private begunBytes = 0;
  private merging: Alarm | undefined;
  private full = false;
  private ending = false;
  private over = false;

  constructor(common: Surveillance, stream: ByteStream) {
    this.common = common;
    this.stream = stream;
  }

  /** How many bytes have not been written yet. */
  get unwrittenBytes(): number {
    return this.queuedBytes;
  }

  /** The send buffer had no room at the last try. */
  get blocked(): boolean {
    return this.full;
  }

  write(bytes: Uint8Array): void {
    if (this.over || this.ending) return;
    this.queue.push(bytes);
    this.queuedBytes += bytes.length;
    const { mergeMs } = this.common.shape;
    if (mergeMs === undefined) this.drain();
    else if (this.merging?.pending !== true) {
      this.merging = this.common.kernel.after(mergeMs * millisecond, () => this.drain());
    }
  }

  /** FIN behind what was written, which is not held back any longer. */
  end(): void {
    if (this.over || this.ending) return;
    this.ending = true;
    this.drain();
  }

  /** Writes what there is room for. */
  drain(): void {
    if (this.over) return;
    if (this.merging !== undefined) this.join();
    const { splitBytes = Infinity } = this.common.shape;
    this.full = false;
    for (;;) {
      const bytes = this.queue[0];
      if (bytes === undefined) break;
      // What has begun as one write is finished as that one.
      const piece = bytes.subarray(0, this.begunBytes || splitBytes);
      const written = this.stream.write(piece);
      this.queuedBytes -= written;
      if (written > 0) this.begunBytes = piece.length - written;
      if (written === bytes.length) this.queue.shift();
      else this.queue[0] = bytes.subarray(written);
      if (written < piece.length) {
        this.full = true;
        return;
      }
    }
    if (!this.ending) return;
    this.over = true;
    this.stream.end();
  }

  /** The stream is of no more use. */
  stop(): void {
    this.over = true;
    this.merging?.cancel();
    this.queue = [];
    this.queuedBytes = 0;
  }

  private join(): void {
    this.merging?.cancel();
    this.merging = undefined;
    if (this.queue.length > 1) this.queue = [Buffer.concat(this.queue)];
  }
}
