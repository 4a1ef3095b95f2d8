import type { Engine } from './engine.ts';
import { JobRunner } from './job-runner.ts';
import type { Lane } from './lane.ts';

/** Runs jobs in this thread: nothing to start, so best for a single job at a time. */
export function localLane(engine: Engine, nowMs: () => number): Lane {
  const runner = new JobRunner(engine);
  return {
    run: (job, signal, onLog) => runner.run(job, { signal, onLog, nowMs }),
    close: () => Promise.resolve(),
  };
}
