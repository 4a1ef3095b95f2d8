import type { ScenarioResult } from '@w800/scenario';
import { givenOptions } from './given-options.ts';
import type { Job } from './job.ts';
import { replayLine } from './replay-line.ts';

/** The result of a run that could give none itself: it was abandoned, or it broke down. */
export function unfinishedResult(
  job: Job,
  verdict: 'interrupted' | 'broken',
  message: string,
): ScenarioResult {
  const { name, file, seed, dialect } = job;
  const given = givenOptions(job);
  return {
    name,
    file,
    seed,
    dialect,
    verdict,
    failure: {
      file,
      line: 1,
      column: 1,
      step: '',
      expected: '',
      got: [],
      transcript: [],
      replay: replayLine(given === undefined ? job : { ...job, given }),
      message,
    },
    virtualNs: 0,
    digest: '',
    steps: 0,
    stepsDone: 0,
    findings: [],
  };
}
