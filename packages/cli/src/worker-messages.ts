import type { Job, JobResult } from './job.ts';

/** What the main thread tells a worker. */
export type ToWorker = { readonly kind: 'run'; readonly job: Job } | { readonly kind: 'interrupt' };

/** What a worker tells the main thread. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'done'; readonly result: JobResult };

/** What a worker is started with. */
export interface WorkerStart {
  /** Address of a module that exports `engine`. */
  readonly engineUrl: string;
}
