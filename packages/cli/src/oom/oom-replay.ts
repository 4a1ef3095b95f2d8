import type { RequestTrial } from '@w800/scenario';

import { givenOptions } from '../given-options.ts';
import { replayLine } from '../replay-line.ts';
import type { OomSubject } from './oom-subject.ts';

/** The command that shows the run of a trial again, up to where it left the scenario. */
export function replayOf(subject: OomSubject, { request }: RequestTrial): string {
  return lineOf(subject, givenOptions({ module: subject.module, failAllocation: request.number }));
}

/** The command that shows the scenario without any failure. */
export function replayOfAll(subject: OomSubject): string {
  return lineOf(subject, givenOptions({ module: subject.module }));
}

function lineOf(subject: OomSubject, given: string | undefined): string {
  const { file, seed, dialect } = subject;
  return replayLine({ file, seed, dialect, ...(given === undefined ? {} : { given }) });
}
