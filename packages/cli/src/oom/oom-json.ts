import { version } from '../version.ts';
import {
  finishedOf,
  isBroken,
  isUnfinished,
  type OomReport,
  type OomSubject,
} from './oom-subject.ts';
import { replayOf, replayOfAll } from './oom-replay.ts';
import { countOutcomes, trialTable } from './trial-table.ts';

/**
 * One JSON document. Its shape is a promise, as that of the JSON reporter:
 * everything but `realMs` is the same in every run of the same scenarios.
 */
export function oomJson(report: OomReport): string {
  const { subjects, notSurveyed, realMs } = report;
  const trials = subjects.flatMap((one) => one.trials);
  const document = {
    format: 'w800-twin-oom/1',
    version: version(),
    isSound: !subjects.some(isBroken),
    isFinished: !isUnfinished(report),
    outcomes: countOutcomes(trials),
    notSurveyed,
    realMs: Math.floor(realMs),
    scenarios: subjects.map(scenarioOf),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function scenarioOf(subject: OomSubject) {
  const { name, file, seed, dialect, survey, trials } = subject;
  return {
    name,
    file,
    seed,
    dialect,
    verdict: survey.verdict,
    failure: survey.failure?.message ?? null,
    violations: survey.violations,
    replay: replayOfAll(subject),
    requests: survey.clean.requests.length,
    tried: finishedOf(subject),
    table: trialTable(trials),
    trials: trials.map((trial) => {
      const { request, outcome, usableAfter, violations, transcript } = trial;
      const told = violations.length === 0 ? {} : { transcript };
      return {
        ...request,
        outcome,
        usableAfter,
        violations,
        ...told,
        replay: replayOf(subject, trial),
      };
    }),
  };
}
