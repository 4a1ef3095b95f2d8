import type { Failure, Verdict } from '../scenario-result.ts';
import type { Closing, CommandAnswer } from './command-watch.ts';
import type { Holdings } from './holdings.ts';
import type { MemoryRequest } from './memory-request.ts';
import type { Violation } from './request-trial.ts';

/** How a run goes in which nothing fails: the measure of those in which something does. */
export interface CleanRun {
  readonly requests: readonly MemoryRequest[];
  /** What was done afterwards included. */
  readonly answers: readonly CommandAnswer[];
  /** During the steps alone. */
  readonly closings: readonly Closing[];
  /** Whether the module can be used in the world that the scenario leaves behind. */
  readonly isUsable: boolean;
  /** What is held after AT+MQTTCLEAN, after the module was used again, and after a restart. */
  readonly cleaned: Holdings;
  readonly used: Holdings;
  readonly restarted: Holdings;
}

/** What is known of a scenario before any of its requests has failed. */
export interface RequestSurvey {
  readonly verdict: Verdict;
  /** Why the scenario does not pass. */
  readonly failure?: Failure;
  readonly clean: CleanRun;
  /** What is wrong without any failure: memory that leaks, or a module that cannot be used. */
  readonly violations: readonly Violation[];
}
