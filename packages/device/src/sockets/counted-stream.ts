import { millisecond, type Alarm, type Kernel, type Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import type { lwipHeapFigures } from '../profile/lwip-heap-figures.ts';
import { HeldBlocks } from './held-blocks.ts';
import { HeldBytes } from './held-bytes.ts';
import { PassingStream } from './passing-stream.ts';

export interface CountedStreamOptions {
  readonly kernel: Kernel;
  readonly heap: Heap;
  readonly figures: Values<typeof lwipHeapFigures>;
}

/**
 * A stream whose socket, unacknowledged output and unread input lie on the
 * module's heap, as lwIP with MEMP_MEM_MALLOC keeps them. Output that finds no
 * room is not accepted. Input that finds none is lost on its way and comes
 * again when the peer has waited for its acknowledgement, and what follows it
 * not before.
 */
export class CountedStream extends PassingStream {
  private readonly options: CountedStreamOptions;
  private readonly socket: HeldBlocks;
  private readonly unread = new HeldBytes();
  private readonly unacknowledged = new HeldBytes();
  /** What the peer has to send again, in order; undefined is the end of its stream. */
  private readonly late: (Uint8Array | undefined)[] = [];
  private retryMs = 0;
  private retry: Alarm | undefined;

  constructor(inner: ByteStream, socket: HeldBlocks, options: CountedStreamOptions) {
    super(inner);
    this.socket = socket;
    this.options = options;
  }

  override attach(events: ByteStreamEvents): void {
    this.inner.attach({
      data: (bytes) => this.arrive(bytes, events),
      end: () => this.arrive(undefined, events),
      acknowledged: (byteCount) => {
        this.unacknowledged.release(byteCount);
        events.acknowledged(byteCount);
      },
      close: (reason) => {
        this.free();
        events.close(reason);
      },
    });
  }

  /** Accepts nothing while the heap has no room for the segments. */
  override write(bytes: Uint8Array): number {
    const { segmentDataBytes, segmentHeaderBytes, segmentControlBytes, sendBufferBytes } =
      this.options.figures;
    const room = Math.max(0, sendBufferBytes - this.unacknowledged.bytes);
    const offered = bytes.length > room ? bytes.subarray(0, room) : bytes;
    const sizes = segments(offered.length, segmentDataBytes);
    const blocks = sizes.map(() => new HeldBlocks(this.options.heap, 'tcp.send'));
    const isWhole = sizes.every((size, index) =>
      blocks[index]?.take([size + segmentHeaderBytes, segmentControlBytes]),
    );
    let left = isWhole ? this.inner.write(offered) : 0;
    const accepted = left;
    for (const [index, held] of blocks.entries()) {
      const taken = Math.min(left, sizes[index] ?? 0);
      if (taken > 0) this.unacknowledged.hold(taken, held);
      else held.release();
      left -= taken;
    }
    return accepted;
  }

  override consumed(byteCount: number): void {
    this.unread.release(byteCount);
    this.inner.consumed(byteCount);
  }

  override abort(): void {
    this.inner.abort();
    this.free();
  }

  private arrive(bytes: Uint8Array | undefined, events: ByteStreamEvents): void {
    if (this.late.length === 0 && this.admit(bytes, events)) return;
    this.late.push(bytes);
    if (this.late.length === 1) this.comeAgain(events);
  }

  /** One buffer for each frame, of the heap. @returns false when there is no room */
  private admit(bytes: Uint8Array | undefined, events: ByteStreamEvents): boolean {
    if (bytes === undefined) {
      events.end();
      return true;
    }
    const { heap, figures } = this.options;
    const frames = new HeldBlocks(heap, 'tcp.receive');
    const sizes = segments(bytes.length, figures.segmentDataBytes);
    if (!frames.take(sizes.map((size) => size + figures.frameHeaderBytes))) return false;
    this.unread.hold(bytes.length, frames);
    events.data(bytes);
    return true;
  }

  private comeAgain(events: ByteStreamEvents): void {
    const { kernel, figures } = this.options;
    const { frameRetryMs, frameRetryMsMax } = figures;
    this.retryMs = Math.min(Math.max(frameRetryMs, 2 * this.retryMs), frameRetryMsMax);
    this.retry = kernel.after(this.retryMs * millisecond, () => {
      while (this.late.length > 0) {
        if (!this.admit(this.late[0], events)) {
          this.comeAgain(events);
          return;
        }
        this.retryMs = 0;
        this.late.shift();
      }
    });
  }

  private free(): void {
    this.retry?.cancel();
    this.late.length = 0;
    this.socket.release();
    this.unread.releaseAll();
    this.unacknowledged.releaseAll();
  }
}

/** What each of the segments carries that so many bytes are sent in. */
function segments(byteCount: number, dataBytes: number): readonly number[] {
  const sizes: number[] = [];
  for (let left = byteCount; left > 0; left -= dataBytes) sizes.push(Math.min(left, dataBytes));
  return sizes;
}
