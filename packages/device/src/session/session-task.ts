import type { Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { osHeapFigures } from '../profile/os-heap-figures.ts';
import { HeldBlocks } from '../sockets/held-blocks.ts';

export interface SessionTaskOptions {
  readonly heap: Heap;
  readonly owner: string;
  readonly stackBytes: number;
  readonly figures: Values<typeof osHeapFigures>;
}

/** A task of the session: its stack, its control block, and what lwIP gives it to wait with. */
export class SessionTask {
  private readonly options: SessionTaskOptions;
  private readonly task: HeldBlocks;
  private readonly semaphore: HeldBlocks;
  private exists = false;
  private usesSockets = false;

  constructor(options: SessionTaskOptions) {
    this.options = options;
    this.task = new HeldBlocks(options.heap, options.owner);
    this.semaphore = new HeldBlocks(options.heap, 'lwip.semaphore');
  }

  /** Whether it exists from now on; one that does already stays as it is. */
  create(): boolean {
    const { stackBytes, figures } = this.options;
    this.exists ||= this.task.take([stackBytes, figures.taskControlBytes]);
    return this.exists;
  }

  /** One semaphore for each task that calls a socket and waits (LWIP_NETCONN_SEM_PER_THREAD). */
  useSockets(): boolean {
    this.usesSockets ||= this.semaphore.take([this.options.figures.lockBytes]);
    return this.usesSockets;
  }

  /** It is deleted. Again is harmless. */
  end(): void {
    this.task.release();
    this.semaphore.release();
    this.exists = false;
    this.usesSockets = false;
  }
}
