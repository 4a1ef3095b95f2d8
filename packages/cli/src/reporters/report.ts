import type { DialectName, Problem } from '../engine.ts';
import type { HeapComparison } from '../heap/heap-baseline.ts';
import type { Outcome } from '../outcome.ts';
import type { Summary } from '../summary.ts';

/** What a run set out to do. */
export interface Plan {
  /** Of the program. */
  readonly version: string;
  readonly scenarios: number;
  readonly runs: number;
  /** Absent: each scenario took its own. */
  readonly seed?: number;
  /** Those that were asked for; the first is the measure of the others. */
  readonly dialects?: readonly DialectName[];
  /** The real module they run on. Absent: twins. */
  readonly target?: string;
  readonly repeat: number;
  readonly checkDeterminism: boolean;
  /** Whether each run tells of its heap. */
  readonly heap?: boolean;
}

/** A whole run, as the reporters that write at the end see it. */
export interface Report {
  readonly plan: Plan;
  /** In the order of the input, whatever the number of jobs. */
  readonly outcomes: readonly Outcome[];
  readonly summary: Summary;
  /** What kept the run from beginning; then there are no outcomes. */
  readonly problems: readonly Problem[];
  /** How the peaks of the heap compared with those that were. Absent: nobody asked. */
  readonly heapBaseline?: HeapComparison;
}
