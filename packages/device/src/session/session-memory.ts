import type { Heap } from '@w800/memory';
import { HeldBlocks } from '../sockets/held-blocks.ts';
import type { SessionHeapFigures } from './session-options.ts';
import { SessionTask } from './session-task.ts';

/**
 * What the first connect creates and nothing but a restart gives back: the
 * client's task, the locks of the library, and what the two tasks that call
 * sockets wait with, this one and the one that runs the AT commands.
 */
export class SessionMemory {
  /** The task behind `reconnect` 1. */
  readonly reconnectTask: SessionTask;
  private readonly clientTask: SessionTask;
  private readonly commandSemaphore: HeldBlocks;
  private readonly locks: HeldBlocks;
  private readonly figures: SessionHeapFigures;
  private isStarted = false;

  constructor(heap: Heap, figures: SessionHeapFigures) {
    const { session, os } = figures;
    this.figures = figures;
    this.clientTask = new SessionTask({
      heap,
      owner: 'mqtt.task',
      stackBytes: session.mqttTaskStackBytes,
      figures: os,
    });
    this.reconnectTask = new SessionTask({
      heap,
      owner: 'mqtt.reconnect',
      stackBytes: session.reconnectTaskStackBytes,
      figures: os,
    });
    this.commandSemaphore = new HeldBlocks(heap, 'lwip.semaphore');
    this.locks = new HeldBlocks(heap, 'mqtt.locks');
  }

  /** What a connect needs to be there; false, and none of it is, when it does not fit. */
  start(): boolean {
    const { session, os } = this.figures;
    const locks = Array.from({ length: session.libraryLocks }, () => os.lockBytes);
    this.isStarted ||=
      this.commandSemaphore.take([os.lockBytes]) &&
      this.locks.take(locks) &&
      this.clientTask.create() &&
      this.clientTask.useSockets();
    if (!this.isStarted) this.powerOff();
    return this.isStarted;
  }

  /** What a reset does. */
  powerOff(): void {
    this.commandSemaphore.release();
    this.locks.release();
    this.clientTask.end();
    this.isStarted = false;
  }
}
