import type { Alarm, Kernel, Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import type { websocketHeapFigures } from '../../profile/heap-figures.ts';
import { HeldBlocks } from '../../sockets/held-blocks.ts';
import { HeldBytes } from '../../sockets/held-bytes.ts';
import { PassingStream } from '../../sockets/passing-stream.ts';

export interface WebSocketMemoryOptions {
  readonly kernel: Kernel;
  readonly heap: Heap;
  readonly figures: Values<typeof websocketHeapFigures>;
}

/**
 * The stream below a WebSocket, with what the library takes from the heap for
 * each frame: one that is sent, and the request before them, lies there as long
 * as the call takes, one that is received until it is read. Without room for
 * it the connection is over.
 */
export class WebSocketMemory extends PassingStream {
  private readonly options: WebSocketMemoryOptions;
  private readonly frames = new HeldBytes();
  private events: ByteStreamEvents | undefined;
  private hasRequested = false;
  private isOver = false;
  private failing: Alarm | undefined;

  constructor(inner: ByteStream, options: WebSocketMemoryOptions) {
    super(inner);
    this.options = options;
  }

  override attach(events: ByteStreamEvents): void {
    this.events = events;
    this.inner.attach({
      data: (bytes) => this.receive(bytes, events),
      end: () => events.end(),
      acknowledged: (byteCount) => events.acknowledged(byteCount),
      close: (reason) => {
        this.retire();
        events.close(reason);
      },
    });
  }

  override write(bytes: Uint8Array): number {
    if (this.isOver) return 0;
    const taken = this.writeFrom(bytes);
    if (taken !== undefined) return taken;
    // Whoever writes is told of the end when the call is over.
    this.isOver = true;
    this.failing = this.options.kernel.after(0, () => this.give());
    return 0;
  }

  override consumed(byteCount: number): void {
    this.frames.release(byteCount);
    if (!this.isOver) this.inner.consumed(byteCount);
  }

  override end(): void {
    this.inner.end();
    this.frames.releaseAll();
  }

  override abort(): void {
    this.failing?.cancel();
    this.retire();
    this.inner.abort();
  }

  /**
   * The text of the request lies there with its NUL, a frame as it is.
   * @returns how much was taken; undefined when there was no room
   */
  private writeFrom(bytes: Uint8Array): number | undefined {
    const { heap } = this.options;
    const buffer = this.hasRequested
      ? heap.allocate(bytes.length, 'websocket.frame')
      : heap.allocate(bytes.length + 1, 'websocket.request');
    if (buffer === undefined) return undefined;
    this.hasRequested = true;
    const taken = this.inner.write(bytes);
    heap.free(buffer);
    return taken;
  }

  private receive(bytes: Uint8Array, events: ByteStreamEvents): void {
    if (this.isOver) return;
    const { heap, figures } = this.options;
    const frame = new HeldBlocks(heap, 'websocket.frame');
    if (!frame.take([bytes.length + figures.frameBytes])) {
      this.give();
      return;
    }
    this.frames.hold(bytes.length, frame);
    events.data(bytes);
  }

  private give(): void {
    this.retire();
    this.inner.abort();
    this.events?.close('aborted');
  }

  private retire(): void {
    this.isOver = true;
    this.frames.releaseAll();
  }
}
