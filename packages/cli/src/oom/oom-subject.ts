import type { RequestSurvey, RequestTrial } from '@w800/scenario';

import type { Job } from '../job.ts';

/** A scenario in a dialect, and what came of the failures of its requests for memory. */
export interface OomSubject {
  readonly name: string;
  readonly file: string;
  readonly seed: number;
  readonly dialect: string;
  readonly module?: Job['module'];
  readonly survey: RequestSurvey;
  /** How many requests are to fail, each once. */
  readonly wanted: number;
  /** Those that were tried, in the order of their numbers. */
  readonly trials: readonly RequestTrial[];
}

/** What `pnpm sim oom` has found out. */
export interface OomReport {
  readonly subjects: readonly OomSubject[];
  /** Scenarios that were not looked at, since it was interrupted. */
  readonly notSurveyed: number;
  readonly realMs: number;
}

/** What is wrong with one of the runs. */
export function isBroken({ survey, trials }: OomSubject): boolean {
  const { verdict, violations } = survey;
  const isSound = verdict === 'passed' || verdict === 'interrupted';
  return !isSound || violations.length > 0 || trials.some((one) => one.violations.length > 0);
}

/** Whether some of it was not done. */
export function isUnfinished({ subjects, notSurveyed }: OomReport): boolean {
  return (
    notSurveyed > 0 ||
    subjects.some((one) => one.survey.verdict === 'interrupted' || finishedOf(one) < one.wanted)
  );
}

/** How many of its trials came to an end. */
export function finishedOf({ trials }: OomSubject): number {
  return trials.filter(({ outcome }) => outcome !== 'interrupted').length;
}
