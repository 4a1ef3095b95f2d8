import type { Job, JobResult } from './job.ts';

/** Something that runs jobs one after another: this thread, or a worker. */
export interface Lane {
  /**
   * Resolves soon after `signal` is aborted, with an interrupted result.
   * Rejects only if the lane cannot work at all.
   */
  run(job: Job, signal: AbortSignal, onLog: (text: string) => void): Promise<JobResult>;
  /** Ends the lane at once, with whatever it is doing. */
  close(): Promise<void>;
}
