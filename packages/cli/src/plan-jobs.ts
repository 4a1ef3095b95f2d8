import { dialectsOf } from './dialects-of.ts';
import type { Job } from './job.ts';
import type { ReadScenario } from './read-scenarios.ts';
import { seedMax } from './vocabulary.ts';

export interface JobOptions {
  /** Absent: each scenario's own. */
  readonly seed?: number;
  /** For the scenarios that name none. Default: the documents'. */
  readonly dialects?: readonly string[];
  readonly repeat: number;
  readonly checkDeterminism: boolean;
  readonly log: boolean;
  readonly heapTimeline?: boolean;
  readonly showSecrets?: boolean;
  /** The n-th request for memory of every run that is made to fail. */
  readonly failAllocation?: number;
  /** What the command line says of the module's certificates. */
  readonly module?: Job['module'];
}

/**
 * The runs in the order they start, made as they are asked for. The k-th
 * repetition takes the k-th seed from the first on; after the largest seed
 * comes 0. What is run in several dialects runs in one after the other.
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
  { seed, dialects, repeat, log, module, showSecrets, failAllocation, heapTimeline }: JobOptions,
): Generator<Job, void> {
  let index = 0;
  const given = {
    ...(module === undefined ? {} : { module }),
    ...(showSecrets === undefined ? {} : { showSecrets }),
    ...(failAllocation === undefined ? {} : { failAllocation }),
    ...(heapTimeline === undefined ? {} : { heapTimeline }),
  };
  for (const { file, text, scenario, files } of scenarios) {
    for (let repetition = 0; repetition < repeat; repetition += 1) {
      const seedNow = ((seed ?? scenario.seed) + repetition) % (seedMax + 1);
      for (const [turn, dialect] of dialectsOf(scenario, dialects).entries()) {
        const { name } = scenario;
        const read = { name, file, text, files, ...given };
        yield { index, turn, again: false, ...read, seed: seedNow, dialect, log };
        index += 1;
      }
    }
  }
}

function secondOf(job: Job): Job {
  return { ...job, again: true, log: false, heapTimeline: false };
}
