import type { Job } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import type { Plan, Report } from './report.ts';

/** A way to show a run. It is told only what it asks for, in this order. */
export interface Reporter {
  begin?(plan: Plan): void;
  /** A run has started; runs start in any order. */
  started?(job: Job): void;
  /** A run is judged; in the order of the input. */
  finished?(outcome: Outcome): void;
  /** Always the last, after an interruption and when nothing could begin too. */
  end(report: Report): void;
}
