import type { Job } from './job.ts';
import type { ReadScenario } from './read-scenarios.ts';
import { seedMax } from './vocabulary.ts';

export interface JobOptions {
  /** Absent: each scenario's own. */
  readonly seed?: number;
  readonly repeat: number;
  readonly checkDeterminism: boolean;
  readonly log: boolean;
}

/**
 * The runs in the order they start. The k-th repetition takes the k-th seed
 * from the first on; after the largest seed comes 0.
 *
 * A second run, for comparing digests, starts only after another scenario's
 * first: what one run leaves behind in the process would show as a difference.
 */
export function planJobs(scenarios: readonly ReadScenario[], options: JobOptions): readonly Job[] {
  const firsts = scenarios.flatMap(({ file, text, scenario }) =>
    Array.from({ length: options.repeat }, (_, repetition) => ({
      again: false,
      name: scenario.name,
      file,
      text,
      seed: ((options.seed ?? scenario.seed) + repetition) % (seedMax + 1),
      log: options.log,
    })),
  );
  const jobs = firsts.map((first, index): Job => ({ ...first, index }));
  if (!options.checkDeterminism) return jobs;
  return jobs.flatMap((job, position) => {
    const previous = jobs[position - 1];
    const pair = previous === undefined ? [job] : [job, secondOf(previous)];
    return position === jobs.length - 1 ? [...pair, secondOf(job)] : pair;
  });
}

function secondOf(job: Job): Job {
  return { ...job, again: true, log: false };
}
