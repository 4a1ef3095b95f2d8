import type { Values } from '@w800/kernel';
import type { Block, Heap } from '@w800/memory';
import type { ByteStream, ByteStreamEvents, Endpoint } from '@w800/ports';
import type { runtimeHeapFigures } from '../profile/heap-figures.ts';

/** Bytes of one direction with the block that holds them. */
interface HeldBytes {
  bytes: number;
  readonly block: Block | undefined;
}

/**
 * A stream whose socket, unacknowledged output and unread input lie on the
 * module's heap, as lwIP with MEMP_MEM_MALLOC keeps them.
 */
export class CountedStream implements ByteStream {
  private readonly inner: ByteStream;
  private readonly heap: Heap;
  private readonly figures: Values<typeof runtimeHeapFigures>;
  private readonly unread: HeldBytes[] = [];
  private readonly unacknowledged: HeldBytes[] = [];
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
        this.hold(this.unread, bytes.length, 'tcp.receive');
        events.data(bytes);
      },
      end: () => events.end(),
      acknowledged: (byteCount) => {
        this.release(this.unacknowledged, byteCount);
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
    const block = this.heap.allocate(bytes.length + this.figures.packetHeaderBytes, 'tcp.send');
    if (block === undefined) return 0;
    const accepted = this.inner.write(bytes);
    if (accepted === 0) this.heap.free(block);
    else this.unacknowledged.push({ bytes: accepted, block });
    return accepted;
  }

  consumed(byteCount: number): void {
    this.release(this.unread, byteCount);
    this.inner.consumed(byteCount);
  }

  end(): void {
    this.inner.end();
  }

  abort(): void {
    this.inner.abort();
    this.free();
  }

  private hold(queue: HeldBytes[], bytes: number, owner: string): void {
    const block = this.heap.allocate(bytes + this.figures.packetHeaderBytes, owner);
    queue.push({ bytes, block });
  }

  private release(queue: HeldBytes[], byteCount: number): void {
    let left = byteCount;
    while (left > 0) {
      const [first] = queue;
      if (first === undefined) return;
      const taken = Math.min(left, first.bytes);
      first.bytes -= taken;
      left -= taken;
      if (first.bytes > 0) return;
      queue.shift();
      this.give(first.block);
    }
  }

  private free(): void {
    if (this.socket === undefined) return;
    this.give(this.socket);
    this.socket = undefined;
    for (const queue of [this.unread, this.unacknowledged]) {
      for (const { block } of queue) this.give(block);
      queue.length = 0;
    }
  }

  /** What is still being closed at a restart, is closed when the heap has forgotten it. */
  private give(block: Block | undefined): void {
    if (block !== undefined && this.heap.holds(block)) this.heap.free(block);
  }
}
