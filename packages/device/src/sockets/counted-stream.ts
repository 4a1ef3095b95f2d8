import type { Values } from '@w800/kernel';
import type { Block, Heap } from '@w800/memory';
import type { ByteStream, ByteStreamEvents, Endpoint } from '@w800/ports';
import type { runtimeHeapFigures } from '../profile/heap-figures.ts';
import { HeldBytes } from './held-bytes.ts';

/**
 * A stream whose socket, unacknowledged output and unread input lie on the
 * module's heap, as lwIP with MEMP_MEM_MALLOC keeps them.
 */
export class CountedStream implements ByteStream {
  private readonly inner: ByteStream;
  private readonly heap: Heap;
  private readonly figures: Values<typeof runtimeHeapFigures>;
  private readonly unread: HeldBytes;
  private readonly unacknowledged: HeldBytes;
  private socket: Block | undefined;

  constructor(
    inner: ByteStream,
    socket: Block,
    heap: Heap,
    figures: Values<typeof runtimeHeapFigures>,
  ) {
    this.inner = inner;
    this.socket = socket;
    this.heap = heap;
    this.figures = figures;
    this.unread = new HeldBytes(heap);
    this.unacknowledged = new HeldBytes(heap);
  }

  get local(): Endpoint {
    return this.inner.local;
  }

  get remote(): Endpoint {
    return this.inner.remote;
  }

  attach(events: ByteStreamEvents): void {
    this.inner.attach({
      data: (bytes) => {
        this.unread.hold(bytes.length, this.packet(bytes.length, 'tcp.receive'));
        events.data(bytes);
      },
      end: () => events.end(),
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

  /** Accepts nothing while the heap has no room for a packet buffer. */
  write(bytes: Uint8Array): number {
    const block = this.packet(bytes.length, 'tcp.send');
    if (block === undefined) return 0;
    const accepted = this.inner.write(bytes);
    if (accepted === 0) this.heap.free(block);
    else this.unacknowledged.hold(accepted, block);
    return accepted;
  }

  consumed(byteCount: number): void {
    this.unread.release(byteCount);
    this.inner.consumed(byteCount);
  }

  end(): void {
    this.inner.end();
  }

  abort(): void {
    this.inner.abort();
    this.free();
  }

  private packet(bytes: number, owner: string): Block | undefined {
    return this.heap.allocate(bytes + this.figures.packetHeaderBytes, owner);
  }

  private free(): void {
    if (this.socket === undefined) return;
    // What is still being closed at a restart, is closed when the heap has forgotten it.
    if (this.heap.holds(this.socket)) this.heap.free(this.socket);
    this.socket = undefined;
    this.unread.releaseAll();
    this.unacknowledged.releaseAll();
  }
}
