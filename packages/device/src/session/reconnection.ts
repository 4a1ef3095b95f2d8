import { second, type Alarm, type Kernel } from '@w800/kernel';
import type { Block, Heap } from '@w800/memory';

export interface ReconnectionOptions {
  readonly kernel: Kernel;
  readonly heap: Heap;
  readonly taskStackBytes: number;
  readonly intervalSeconds: number;
  /** Whether the module has an address. */
  readonly ready: () => boolean;
  /** Tries once. */
  readonly attempt: (done: (connected: boolean) => void) => void;
}

/**
 * The task behind `reconnect` 1: after a loss it tries again at its interval
 * until it succeeds, and rests while there is no address.
 */
export class Reconnection {
  private readonly options: ReconnectionOptions;
  private task: Block | undefined;
  private next: Alarm | undefined;
  private waitingForNetwork = false;

  constructor(options: ReconnectionOptions) {
    this.options = options;
  }

  /** Creates the task. False when the heap has no room for its stack. */
  enable(): boolean {
    const { heap, taskStackBytes } = this.options;
    this.task ??= heap.allocate(taskStackBytes, 'mqtt.reconnect');
    return this.task !== undefined;
  }

  disable(): void {
    this.next?.cancel();
    this.next = undefined;
    this.waitingForNetwork = false;
    if (this.task !== undefined) this.options.heap.free(this.task);
    this.task = undefined;
  }

  /** The session is down: the first attempt comes an interval from now. */
  lost(): void {
    if (this.task === undefined) return;
    const { kernel, intervalSeconds } = this.options;
    this.next = kernel.after(intervalSeconds * second, () => this.try());
  }

  networkUp(): void {
    if (this.waitingForNetwork) this.try();
  }

  private try(): void {
    this.next = undefined;
    this.waitingForNetwork = !this.options.ready();
    if (this.waitingForNetwork) return;
    this.options.attempt((connected) => {
      if (!connected) this.lost();
    });
  }
}
