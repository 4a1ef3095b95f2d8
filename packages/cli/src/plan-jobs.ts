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
 * The runs in the order they start, made as they are asked for. The k-th
 * repetition takes the k-th seed from the first on; after the largest seed
 * comes 0.
 *
 * A second run, for comparing digests, starts only after another scenario's
 * first: what one run leaves behind in the process would show as a difference.
 */
export function* planJobs(
  scenarios: readonly ReadScenario[],
  options: JobOptions,
): Generator<Job, void> {
  let previous: Job | undefined;
  for (const job of firstRuns(scenarios, options)) {
    yield job;
    if (!options.checkDeterminism) continue;
    if (previous !== undefined) yield secondOf(previous);
    previous = job;
  }
  if (previous !== undefined) yield secondOf(previous);
}

function* firstRuns(
  scenarios: readonly ReadScenario[],
  { seed, repeat, log }: JobOptions,
): Generator<Job, void> {
  let index = 0;
  for (const { file, text, scenario } of scenarios) {
    for (let repetition = 0; repetition < repeat; repetition += 1) {
      const seedNow = ((seed ?? scenario.seed) + repetition) % (seedMax + 1);
      yield { index, again: false, name: scenario.name, file, text, seed: seedNow, log };
      index += 1;
    }
  }
}

function secondOf(job: Job): Job {
  return { ...job, again: true, log: false };
}
