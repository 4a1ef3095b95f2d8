import { differences } from '../differences.ts';
import type { Outcome } from '../outcome.ts';
import type { Report } from './report.ts';
import type { Reporter } from './reporter.ts';

/**
 * One JSON document. Its shape is a promise: `format` changes when a field
 * changes its meaning or goes; new fields may come. Everything but the fields
 * named `realMs` is the same in every run of the same scenarios and seed.
 */
export function jsonReporter(write: (text: string) => void): Reporter {
  return { end: (report) => write(`${JSON.stringify(documentOf(report), undefined, 2)}\n`) };
}

function documentOf({ plan, outcomes, summary, problems, heapBaseline }: Report) {
  const { counts, notRun, virtualMs, realMs } = summary;
  return {
    format: 'w800-twin-report/1',
    version: plan.version,
    seed: plan.seed ?? null,
    dialects: plan.dialects?.map(({ name }) => name) ?? null,
    repeat: plan.repeat,
    checkDeterminism: plan.checkDeterminism,
    ...(plan.target === undefined ? {} : { target: plan.target, deterministic: false }),
    summary: { runs: summary.runs, ...counts, notRun, virtualMs, realMs: Math.floor(realMs) },
    problems,
    ...(heapBaseline === undefined ? {} : { heapBaseline }),
    differences: differences(outcomes),
    runs: outcomes.map(runOf),
  };
}

function runOf({ verdict, result, realMs, again, growth }: Outcome) {
  return {
    name: result.name,
    file: result.file,
    seed: result.seed,
    dialect: result.dialect,
    verdict,
    steps: result.steps,
    stepsDone: result.stepsDone,
    virtualNs: result.virtualNs,
    realMs: Math.floor(realMs),
    ...(result.target === undefined ? { digest: result.digest } : { target: result.target }),
    ...(again === undefined ? {} : { digestAgain: again.digest }),
    findings: result.findings,
    ...(result.heap === undefined ? {} : { heap: result.heap }),
    ...(growth === undefined ? {} : { heapGrowth: growth }),
    failure: result.failure ?? again?.failure ?? null,
  };
}
