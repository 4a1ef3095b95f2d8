import type { ScenarioResult } from '@w800/scenario';

/** One run of one scenario. Plain data: it crosses to a worker. */
export interface Job {
  /** Position of the run in the order of the report. */
  readonly index: number;
  /** True for the second run of a pair whose digests are compared. */
  readonly again: boolean;
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly seed: number;
  readonly dialect: string;
  /** Which of the dialects this is for its scenario and seed; 0 is the measure of the others. */
  readonly turn: number;
  /** Whether the trace is wanted as text. */
  readonly log: boolean;
  /** Where its transcript is written, and whose it is. Absent: nowhere. */
  readonly recording?: { readonly path: string; readonly module: string };
}

export interface JobResult {
  readonly result: ScenarioResult;
  /** Real milliseconds the run took. */
  readonly realMs: number;
}
