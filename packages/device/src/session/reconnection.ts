import { second, type Alarm, type Kernel } from '@w800/kernel';
import type { SessionTask } from './session-task.ts';

export interface ReconnectionOptions {
  readonly kernel: Kernel;
  /** The task, while there is one. */
  readonly task: SessionTask;
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
  private isEnabled = false;
  private next: Alarm | undefined;
  private waitingForNetwork = false;

  constructor(options: ReconnectionOptions) {
    this.options = options;
  }

  /** Creates the task. False when the heap has no room for it. */
  enable(): boolean {
    this.isEnabled = this.options.task.create();
    return this.isEnabled;
  }

  disable(): void {
    this.next?.cancel();
    this.next = undefined;
    this.waitingForNetwork = false;
    this.isEnabled = false;
    this.options.task.end();
  }

  /** The session is down: the first attempt comes an interval from now. */
  lost(): void {
    if (!this.isEnabled) return;
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
    if (!this.options.task.useSockets()) {
      this.lost();
      return;
    }
    this.options.attempt((connected) => {
      if (!connected) this.lost();
    });
  }
}
