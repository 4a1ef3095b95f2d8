import type { Job, JobResult } from './job.ts';
import type { Lane } from './lane.ts';
import { unfinishedResult } from './unfinished-result.ts';

export interface PoolEvents {
  started(job: Job): void;
  log(job: Job, text: string): void;
  done(job: Job, result: JobResult): void;
}

export interface PoolOptions {
  readonly jobs: Iterable<Job>;
  /** One or more; each takes the next job as soon as it is free. */
  readonly lanes: readonly Lane[];
  /** No job starts after it is aborted. */
  readonly signal: AbortSignal;
  /** Calls back this long after an interruption, when a lane is no longer waited for. */
  readonly later: (delayMs: number, action: () => void) => () => void;
  readonly events: PoolEvents;
}

/**
 * How long an interrupted lane may take to come back by itself, in
 * milliseconds: with the summary the program then ends within a second.
 */
export const graceMs = 600;

/** Runs every job on the lanes and closes them, whatever happens. */
export async function runPool(options: PoolOptions): Promise<void> {
  const queue = options.jobs[Symbol.iterator]();
  const patience = limitPatience(options);
  const pool = { ...options, queue, ranOut: patience.ranOut, over: false };
  try {
    await Promise.all(options.lanes.map((lane) => work(lane, pool)));
  } finally {
    // When one lane could not work, the others must not go on taking jobs.
    pool.over = true;
    patience.stop();
    await Promise.all(options.lanes.map((lane) => lane.close()));
  }
}

interface Pool extends PoolOptions {
  readonly queue: Iterator<Job>;
  /** Resolves when an interrupted lane is no longer waited for. */
  readonly ranOut: Promise<undefined>;
  over: boolean;
}

async function work(lane: Lane, pool: Pool): Promise<void> {
  const { signal, events } = pool;
  while (!signal.aborted && !pool.over) {
    const next = pool.queue.next();
    if (next.done === true) return;
    const job = next.value;
    events.started(job);
    const running = lane.run(job, signal, (text) => events.log(job, text));
    const result = await Promise.race([running, pool.ranOut]);
    if (!pool.over) events.done(job, result ?? abandoned(job));
  }
}

function abandoned(job: Job): JobResult {
  const message = 'it did not stop when told to, and was abandoned';
  return { result: unfinishedResult(job, 'interrupted', message), realMs: graceMs };
}

function limitPatience({ signal, later }: PoolOptions) {
  let cancel = () => {};
  let onAbort = () => {};
  const ranOut = new Promise<undefined>((resolve) => {
    onAbort = () => {
      cancel = later(graceMs, () => resolve(undefined));
    };
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const stop = () => {
    signal.removeEventListener('abort', onAbort);
    cancel();
  };
  return { ranOut, stop };
}
