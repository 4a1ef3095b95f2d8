import type { Alarm, Kernel, Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import type { websocketHeapFigures } from '../../profile/heap-figures.ts';
import { HeldBytes } from '../../sockets/held-bytes.ts';
import { PassingStream } from '../../sockets/passing-stream.ts';

export interface WebSocketMemoryOptions {
  readonly kernel: Kernel;
  readonly heap: Heap;
  readonly figures: Values<typeof websocketHeapFigures>;
}

/**
 * The stream below a WebSocket, with what the library takes from the heap for
 * the request, which is written first, and for each frame that is received.
 * Without room for it the connection is over.
 */
export class WebSocketMemory extends PassingStream {
  private readonly options: WebSocketMemoryOptions;
  private readonly frames: HeldBytes;
  private events: ByteStreamEvents | undefined;
  private hasRequested = false;
  private isOver = false;
  private failing: Alarm | undefined;

  constructor(inner: ByteStream, options: WebSocketMemoryOptions) {
    super(inner);
    this.options = options;
    this.frames = new HeldBytes(options.heap);
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
    if (this.hasRequested || this.makeRequest(bytes.length)) return this.inner.write(bytes);
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

  /** The text of the request lies there, with its NUL, as long as the call takes. */
  private makeRequest(bytes: number): boolean {
    const { heap } = this.options;
    const text = heap.allocate(bytes + 1, 'websocket.request');
    if (text === undefined) return false;
    heap.free(text);
    this.hasRequested = true;
    return true;
  }

  private receive(bytes: Uint8Array, events: ByteStreamEvents): void {
    if (this.isOver) return;
    const { heap, figures } = this.options;
    const frame = heap.allocate(bytes.length + figures.frameBytes, 'websocket.frame');
    if (frame === undefined) {
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
