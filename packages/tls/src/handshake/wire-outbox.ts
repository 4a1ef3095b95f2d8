import type { Alarm, Duration, Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import { concat } from './messages/vector.ts';

/** A record on its way, in the order in which records were made. */
interface Departure {
  /** Where it ends in the bytes of this direction. */
  readonly end: number;
  /** How much of the user's data it carries. */
  readonly dataBytes: number;
}

/** Records that wait for room in a stream, and how much of the user's data has arrived. */
export class WireOutbox {
  private readonly kernel: Kernel;
  private readonly stream: ByteStream;
  private readonly pollNs: Duration;
  private waiting: Uint8Array[] = [];
  private readonly departures: Departure[] = [];
  private madeBytes = 0;
  private writtenBytes = 0;
  private acknowledgedBytes = 0;
  private poll: Alarm | undefined;
  private isFinishing = false;

  /** @param pollNs after which a stream that took nothing is offered bytes again */
  constructor(kernel: Kernel, stream: ByteStream, pollNs: Duration) {
    this.kernel = kernel;
    this.stream = stream;
    this.pollNs = pollNs;
  }

  /** Whether the stream has taken everything. */
  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** A record, to be written at the next flush. */
  add(record: Uint8Array, dataBytes: number): void {
    this.waiting.push(record);
    this.madeBytes += record.length;
    this.departures.push({ end: this.madeBytes, dataBytes });
  }

  /** Writes what waits, all at once, as far as there is room. */
  flush(): void {
    this.poll?.cancel();
    if (!this.isEmpty) this.write();
    if (this.isEmpty && this.isFinishing) {
      this.isFinishing = false;
      this.stream.end();
    }
  }

  /** Finishes the stream behind what waits. */
  finish(): void {
    this.isFinishing = true;
    this.flush();
  }

  /** @returns how many bytes of the user's data have arrived thereby */
  acknowledged(byteCount: number): number {
    this.acknowledgedBytes += byteCount;
    let dataBytes = 0;
    for (let [first] = this.departures; first !== undefined; [first] = this.departures) {
      if (first.end > this.acknowledgedBytes) break;
      dataBytes += first.dataBytes;
      this.departures.shift();
    }
    return dataBytes;
  }

  /** Nothing is written any more. */
  stop(): void {
    this.waiting = [];
    this.isFinishing = false;
    this.poll?.cancel();
  }

  private write(): void {
    const all = this.waiting.length === 1 ? this.waiting[0] : concat(...this.waiting);
    if (all === undefined) return;
    const takenBytes = this.stream.write(all);
    this.writtenBytes += takenBytes;
    this.waiting = takenBytes < all.length ? [all.subarray(takenBytes)] : [];
    // A stack without memory takes nothing, and then nothing will be acknowledged.
    const isStuck = !this.isEmpty && this.writtenBytes === this.acknowledgedBytes;
    if (isStuck) this.poll = this.kernel.after(this.pollNs, () => this.flush());
  }
}
