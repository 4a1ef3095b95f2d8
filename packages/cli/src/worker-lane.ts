import { Worker } from 'node:worker_threads';

import type { Job, JobResult } from './job.ts';
import type { Lane } from './lane.ts';
import { unfinishedResult } from './unfinished-result.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

export interface WorkerAddresses {
  /** Of a module that exports `engine`. */
  readonly engineUrl: string;
  /** Of the module that the worker starts with. */
  readonly workerUrl: string;
}

interface Pending {
  onLog(text: string): void;
  done(result: JobResult): void;
  died(reason: string): void;
}

/**
 * Runs jobs in a worker thread that lives as long as the lane. A worker that
 * dies breaks only the run it was at; the next job gets a new one.
 */
export class WorkerLane implements Lane {
  private readonly start: WorkerStart;
  private readonly workerUrl: URL;
  private worker: Worker | undefined;
  private ready: Promise<void> = Promise.resolve();
  private pending: Pending | undefined;

  constructor({ engineUrl, workerUrl }: WorkerAddresses) {
    this.start = { engineUrl };
    this.workerUrl = new URL(workerUrl);
  }

  async run(job: Job, signal: AbortSignal, onLog: (text: string) => void): Promise<JobResult> {
    const worker = this.worker ?? this.open();
    await this.ready;
    const startedMs = performance.now();
    const interrupt = () => tell(worker, { kind: 'interrupt' });
    signal.addEventListener('abort', interrupt, { once: true });
    try {
      return await new Promise<JobResult>((resolve) => {
        this.pending = {
          onLog,
          done: resolve,
          died: (reason) =>
            resolve({
              result: unfinishedResult(job, 'broken', `the worker died: ${reason}`),
              realMs: performance.now() - startedMs,
            }),
        };
        tell(worker, { kind: 'run', job });
        // The signal may have come while the worker was starting.
        if (signal.aborted) interrupt();
      });
    } finally {
      this.pending = undefined;
      signal.removeEventListener('abort', interrupt);
    }
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
  }

  private open(): Worker {
    const worker = new Worker(this.workerUrl, { workerData: this.start });
    this.worker = worker;
    this.ready = new Promise((resolve, reject) => {
      let reason = '';
      worker.on('error', (error) => {
        reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      });
      worker.on('exit', (code) => {
        if (this.worker === worker) this.worker = undefined;
        if (reason === '') reason = `it ended with exit code ${code}`;
        reject(new Error(`a worker did not start: ${reason}`));
        this.pending?.died(reason);
      });
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve();
        else if (message.kind === 'log') this.pending?.onLog(message.text);
        else this.pending?.done(message.result);
      });
    });
    return worker;
  }
}

function tell(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}
