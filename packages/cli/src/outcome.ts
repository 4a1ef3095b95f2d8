import type { ScenarioResult } from '@w800/scenario';
import type { JobResult } from './job.ts';

/**
 * `unstable`: the second run of the same scenario and seed told another story.
 * `departed`: what passes in the first dialect fails in this one, which is a
 * result and no failure. `grown`: it passed, but took more of the heap than the
 * baseline allows.
 */
export type OutcomeVerdict = ScenarioResult['verdict'] | 'unstable' | 'departed' | 'grown';

/** How a peak of the heap has grown beyond what is allowed. */
export interface HeapGrowth {
  readonly wasBytes: number;
  readonly isBytes: number;
  readonly allowedBytes: number;
}

/** One line of the report. */
export interface Outcome {
  readonly verdict: OutcomeVerdict;
  readonly result: ScenarioResult;
  /** Real milliseconds of the first run. */
  readonly realMs: number;
  /** The second run, where digests are compared. */
  readonly again?: ScenarioResult;
  /** The same run in the first dialect, where this is a further one. */
  readonly reference?: Outcome;
  /** Present when the verdict is `grown`. */
  readonly growth?: HeapGrowth;
}

/** A run in a further dialect, seen beside the same run in the first. */
export function beside(reference: Outcome, outcome: Outcome): Outcome {
  const departed = outcome.verdict === 'failed' && reference.verdict === 'passed';
  return { ...outcome, verdict: departed ? 'departed' : outcome.verdict, reference };
}

/** Judges a run, and its second run if there is one. */
export function judge(first: JobResult, second?: JobResult): Outcome {
  const { result, realMs } = first;
  if (second === undefined) return { verdict: result.verdict, result, realMs };
  const again = second.result;
  return { verdict: verdictOf(result, again), result, realMs, again };
}

function verdictOf(first: ScenarioResult, second: ScenarioResult): OutcomeVerdict {
  for (const verdict of ['broken', 'interrupted'] as const) {
    if (first.verdict === verdict || second.verdict === verdict) return verdict;
  }
  const same =
    first.digest === second.digest &&
    first.verdict === second.verdict &&
    first.virtualNs === second.virtualNs;
  return same ? first.verdict : 'unstable';
}
