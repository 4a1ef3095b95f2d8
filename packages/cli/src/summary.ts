import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Outcome, OutcomeVerdict } from './outcome.ts';

export interface Summary {
  /** How many runs were asked for. */
  readonly runs: number;
  readonly counts: Readonly<Record<OutcomeVerdict, number>>;
  /** Asked for, but never begun. */
  readonly notRun: number;
  /** Virtual milliseconds of all runs together, second runs included. */
  readonly virtualMs: number;
  /** Real milliseconds from the first run's start to the last one's end. */
  readonly realMs: number;
}

export function summarise(runs: number, outcomes: readonly Outcome[], realMs: number): Summary {
  const counts = {
    passed: 0,
    failed: 0,
    departed: 0,
    grown: 0,
    unstable: 0,
    interrupted: 0,
    broken: 0,
    skipped: 0,
  };
  let virtualMs = 0;
  for (const { verdict, result, again } of outcomes) {
    counts[verdict] += 1;
    for (const run of [result, again]) virtualMs += Math.floor((run?.virtualNs ?? 0) / 1_000_000);
  }
  return { runs, counts, notRun: runs - outcomes.length, virtualMs, realMs };
}

/**
 * An interruption outranks our fault, which outranks a failure: it may hide the
 * other. That a further dialect departs from the first is what was asked for.
 */
export function exitCodeOf({ counts, notRun }: Summary): ExitCode {
  if (counts.interrupted > 0 || notRun > 0) return exitCodes.interrupted;
  if (counts.broken > 0) return exitCodes.bug;
  if (counts.failed + counts.unstable + counts.grown > 0) return exitCodes.failed;
  return exitCodes.passed;
}
