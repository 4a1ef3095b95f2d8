import { second, type Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason, Endpoint } from '@w800/ports';
import { Pipe } from './pipe.ts';

/** Who sees what becomes of a connection. */
export interface ConnectionWatcher {
  /** The module has put bytes into its send buffer. */
  written(bytes: Uint8Array): void;
  /** Bytes have come to the broker. */
  arrived(bytes: Uint8Array): void;
  /** The module's FIN or RST has come to the broker. */
  ended(): void;
}

interface Outgoing {
  bytes: Uint8Array;
  readonly delivered: () => void;
}

const sendBufferBytes = 8_760;
const windowBytes = 11_680;
const segmentBytes = 1_460;
/** A stack has no memory for more, however small they are, and the sender has to wait. */
const unreadChunksMax = 100;
const checkSeconds = 15;
const checksMax = 3;

/** The module's end of a TCP connection: buffers, a window, and all that may befall it. */
export class LossyConnection implements ByteStream {
  readonly local: Endpoint = { address: '10.0.0.2', port: 50_000 };
  readonly remote: Endpoint;
  /** How the broker's bytes are cut. */
  chunkBytesMax = segmentBytes;
  /** The module knows of no further use of it. */
  over = false;

  private readonly kernel: Kernel;
  private readonly watcher: ConnectionWatcher;
  private readonly up: Pipe;
  private readonly down: Pipe;
  private readonly outgoing: Outgoing[] = [];
  private events: ByteStreamEvents | undefined;
  /** Packets the module was given and has not been seen to use, and where they end. */
  private readonly unread: { readonly end: number; readonly read: () => void }[] = [];
  private packetsEnd = 0;
  private consumedBytes = 0;
  private unacknowledgedBytes = 0;
  private sentBytes = 0;
  private flushDue = false;
  private finishing = false;
  private moduleEnded = false;
  private brokerEnded = false;
  private stalls = 0;
  private standing = false;

  constructor(
    kernel: Kernel,
    remote: Endpoint,
    watcher: (it: LossyConnection) => ConnectionWatcher,
  ) {
    this.kernel = kernel;
    this.remote = remote;
    this.watcher = watcher(this);
    this.up = new Pipe(kernel);
    this.down = new Pipe(kernel);
  }

  get stalled(): boolean {
    return this.standing && !this.over;
  }

  attach(events: ByteStreamEvents): void {
    this.events = events;
  }

  write(bytes: Uint8Array): number {
    const taken = bytes.slice(0, sendBufferBytes - this.unacknowledgedBytes);
    if (taken.length === 0) return 0;
    this.unacknowledgedBytes += taken.length;
    this.watcher.written(taken);
    this.up.send(() => {
      this.watcher.arrived(taken);
      this.down.send(() => {
        this.unacknowledgedBytes -= taken.length;
        if (!this.over) this.events?.acknowledged(taken.length);
      });
    });
    return taken.length;
  }

  consumed(byteCount: number): void {
    this.consumedBytes += byteCount;
    // What is let go around the farewell was not read.
    while (!this.moduleEnded && (this.unread[0]?.end ?? Infinity) <= this.consumedBytes) {
      this.advance();
    }
    this.flushSoon();
  }

  end(): void {
    this.moduleEnded = true;
    this.up.send(() => {
      this.watcher.ended();
      if (!this.brokerEnded) this.finish();
      this.down.send(() => this.close('ended'));
    });
  }

  abort(): void {
    this.over = true;
    this.up.send(() => this.watcher.ended());
  }

  /** The module must have read one packet more. @returns whether there was one */
  advance(): boolean {
    const first = this.unread.shift();
    first?.read();
    return first !== undefined;
  }

  /** The broker sends a packet, or a part of one; `read` tells that the module has read it. */
  send(bytes: Uint8Array, read: () => void): void {
    if (this.over || this.finishing) return;
    this.packetsEnd += bytes.length;
    const end = this.packetsEnd;
    this.outgoing.push({ bytes, delivered: () => void this.unread.push({ end, read }) });
    this.flushSoon();
  }

  /** The broker finishes, behind what it has sent. */
  finish(): void {
    this.finishing = true;
    this.brokerEnded = true;
    this.flushSoon();
  }

  /** The broker resets; what is on its way still comes before. */
  reset(): void {
    this.flush();
    this.down.send(() => this.close('reset'));
  }

  /** Nothing moves any more, either way, until `resume`, or until the module's stack gives up. */
  stall(): void {
    this.standing = true;
    this.stalls += 1;
    this.up.stall();
    this.down.stall();
    this.watchStall(this.stalls, 0);
  }

  resume(): void {
    this.standing = false;
    this.stalls += 1;
    this.up.resume();
    this.down.resume();
  }

  /** The air is gone: the module hears of it, the broker never does. */
  vanish(): void {
    this.up.clear();
    this.down.clear();
    this.close('aborted');
  }

  private watchStall(stall: number, lateChecks: number): void {
    this.kernel.after(checkSeconds * second, () => {
      if (this.stalls !== stall || this.over) return;
      if (lateChecks === checksMax) this.vanishSilently();
      else this.watchStall(stall, this.up.late ? lateChecks + 1 : 0);
    });
  }

  private vanishSilently(): void {
    this.up.clear();
    this.down.clear();
    this.close('timeout');
  }

  private flushSoon(): void {
    if (this.flushDue) return;
    this.flushDue = true;
    this.kernel.after(0, () => this.flush());
  }

  private flush(): void {
    this.flushDue = false;
    while (this.outgoing.length > 0) {
      const window = Math.min(windowBytes, unreadChunksMax * this.chunkBytesMax);
      const room = window - (this.sentBytes - this.consumedBytes);
      if (room <= 0) return;
      const { chunk, whole } = this.nextChunk(Math.min(room, this.chunkBytesMax));
      this.sentBytes += chunk.length;
      this.down.send(() => this.deliver(chunk, whole));
    }
    if (!this.finishing) return;
    this.finishing = false;
    this.down.send(() => {
      if (!this.over && !this.moduleEnded) this.events?.end();
    });
  }

  private nextChunk(bytesMax: number): { chunk: Uint8Array; whole: (() => void)[] } {
    const chunk = new Uint8Array(bytesMax);
    let filledBytes = 0;
    const whole: (() => void)[] = [];
    for (let first = this.outgoing[0]; first !== undefined; first = this.outgoing[0]) {
      const part = first.bytes.subarray(0, bytesMax - filledBytes);
      chunk.set(part, filledBytes);
      filledBytes += part.length;
      first.bytes = first.bytes.subarray(part.length);
      if (first.bytes.length > 0) break;
      whole.push(first.delivered);
      this.outgoing.shift();
    }
    return { chunk: chunk.subarray(0, filledBytes), whole };
  }

  private deliver(chunk: Uint8Array, whole: readonly (() => void)[]): void {
    if (this.over) return;
    if (!this.moduleEnded) for (const delivered of whole) delivered();
    this.events?.data(chunk);
  }

  private close(reason: CloseReason): void {
    if (this.over) return;
    this.over = true;
    this.events?.close(reason);
  }
}
