import type { Values } from '@w800/kernel';
import type { Block, Heap } from '@w800/memory';
import type { ConnectOptions } from './connect-options.ts';
import type { MqttFigures } from './figures.ts';
import { Holding } from './holding.ts';

const owner = 'mqtt.client';

/** What a client holds for as long as its session lives: structures, texts, receive queue. */
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
  static take(
    heap: Heap,
    figures: Values<MqttFigures>,
    options: ConnectOptions,
  ): ClientMemory | undefined {
    const structures = Holding.take(heap, owner, structureSizes(figures, options));
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

/** Structures, semaphores, and a copy of every text, each with its NUL. */
function structureSizes(
  figures: Values<MqttFigures>,
  { clientId, username, password, will }: ConnectOptions,
): readonly number[] {
  const { handleBytes, clientBytes, optionBytes, semaphores, semaphoreBytes } = figures;
  const texts = [clientId, username, password, will?.topic, will?.payload];
  return [
    handleBytes,
    clientBytes,
    optionBytes,
    ...Array.from({ length: semaphores }, () => semaphoreBytes),
    figures.locatorBytes,
    ...texts.flatMap((text) => (text === undefined ? [] : [text.length + 1])),
  ];
}
