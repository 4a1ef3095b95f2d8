import type { Values } from '@w800/kernel';
import type { Block, Heap } from '@w800/memory';
import type { MqttFigures } from './figures.ts';
import { Holding } from './holding.ts';

const owner = 'mqtt.client';

/** What a client holds for as long as its session lives: structures and the receive queue. */
export class ClientMemory {
  private readonly heap: Heap;
  private readonly structures: Holding;
  private queue: Block;

  private constructor(heap: Heap, structures: Holding, queue: Block) {
    this.heap = heap;
    this.structures = structures;
    this.queue = queue;
  }

  /** Undefined, and nothing held, when it does not fit. */
  static take(heap: Heap, figures: Values<MqttFigures>): ClientMemory | undefined {
    const sizes = Array.from({ length: figures.clientBlocks }, () => figures.clientBlockBytes);
    const structures = Holding.take(heap, owner, sizes);
    if (structures === undefined) return undefined;
    const queue = heap.allocate(figures.receiveQueueBytes, owner);
    if (queue !== undefined) return new ClientMemory(heap, structures, queue);
    structures.release();
    return undefined;
  }

  /**
   * Makes room for the body of a packet that is about to arrive. Once grown,
   * the queue keeps its size.
   * @returns false when it does not fit; the queue is then as before
   */
  reserve(bodyBytes: number): boolean {
    if (bodyBytes <= this.queue.requestedBytes) return true;
    const grown = this.heap.reallocate(this.queue, bodyBytes);
    if (grown === undefined) return false;
    this.queue = grown;
    return true;
  }

  release(): void {
    this.heap.free(this.queue);
    this.structures.release();
  }
}
