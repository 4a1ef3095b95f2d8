import {
  ThreadsPoolWorker,
  type PoolOptions,
  type PoolWorker,
  type WorkerRequest,
} from 'vitest/node';

type Listener = (message: unknown) => void;

/** The thread behind all runs. */
interface Kept {
  readonly thread: ThreadsPoolWorker;
  isSetUp: boolean;
  uses: number;
}

/** What is loaded again and again piles up; a new thread begins with nothing. */
const usesMax = 300;

let kept: Kept | undefined;

/**
 * A test thread that outlives its runs. The runner would start a new one for
 * each, which takes longer than most tests do.
 */
export class KeptThread implements PoolWorker {
  readonly name = 'kept-thread';
  private readonly kept: Kept;
  private readonly listening: { readonly event: string; readonly listener: Listener }[] = [];

  constructor(options: PoolOptions) {
    if (kept?.uses === usesMax) {
      void kept.thread.stop();
      kept = undefined;
    }
    kept ??= { thread: new ThreadsPoolWorker(options), isSetUp: false, uses: 0 };
    kept.uses += 1;
    this.kept = kept;
  }

  on(event: string, listener: Listener): void {
    this.listening.push({ event, listener });
    this.kept.thread.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.kept.thread.off(event, listener);
  }

  /** The thread hears of its first start and of no stop; here both are answered. */
  send(message: WorkerRequest): void {
    if (message.type === 'start' && this.kept.isSetUp) this.pretend('started');
    else if (message.type === 'stop') this.pretend('stopped');
    else this.kept.thread.send(message);
    if (message.type === 'start') this.kept.isSetUp = true;
    // The next run has listeners of its own.
    if (message.type === 'stop')
      for (const { event, listener } of this.listening) this.off(event, listener);
  }

  async start(): Promise<void> {
    if (!this.kept.isSetUp) await this.kept.thread.start();
  }

  /** The thread ends with its process. */
  async stop(): Promise<void> {}

  deserialize(message: unknown): unknown {
    return message;
  }

  private pretend(type: 'started' | 'stopped'): void {
    for (const { event, listener } of this.listening) {
      if (event === 'message') {
        queueMicrotask(() => listener({ type, __vitest_worker_response__: true }));
      }
    }
  }
}
