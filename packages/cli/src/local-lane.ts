import type { Engine, Target } from './engine.ts';
import { JobRunner } from './job-runner.ts';
import type { Lane } from './lane.ts';

/**
 * Runs jobs in this thread: nothing to start, so best for a single job at a time.
 * @param target a real module to run them on
 */
export function localLane(engine: Engine, nowMs: () => number, target?: Target): Lane {
  const runner = new JobRunner(engine);
  return {
    async run(job, signal, onLog) {
      // Short runs follow each other without a pause; signals need one.
      await new Promise((resolve) => setImmediate(resolve));
      return runner.run(job, { signal, onLog, nowMs, target });
    },
    close: () => Promise.resolve(),
  };
}
