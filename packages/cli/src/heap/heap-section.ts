import type { HeapResult, HeapTimeline } from '@w800/scenario';

/** What a heap report tells of a scenario in a dialect: the run with the highest peak. */
export interface HeapSection {
  readonly name: string;
  readonly file: string;
  readonly dialect: string;
  readonly seed: number;
  readonly verdict: string;
  readonly heap: HeapResult;
  readonly timeline: HeapTimeline;
  /** How many runs there were, and the lowest of their peaks. */
  readonly runs: number;
  readonly leastPeakBytes: number;
}
