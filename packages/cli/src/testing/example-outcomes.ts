import type { ScenarioResult } from '@w800/scenario';
import type { Outcome } from '../outcome.ts';
import type { Plan, Report } from '../reporters/report.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { summarise } from '../summary.ts';

const base: ScenarioResult = {
  name: 'A reading reaches the broker',
  file: 'scenarios/publish.yaml',
  seed: 1,
  dialect: 'docs',
  verdict: 'passed',
  virtualNs: 12_345_678_900,
  digest: '0123456789abcdef',
  steps: 3,
  stepsDone: 3,
  findings: [],
};

const failed: ScenarioResult = {
  ...base,
  name: '密码错误 <"&\u001b[31m\u0000',
  file: 'scenarios/a,b:c.yaml',
  verdict: 'failed',
  virtualNs: 5_000_000,
  stepsDone: 1,
  failure: {
    file: 'scenarios/a,b:c.yaml',
    line: 12,
    column: 5,
    step: 'send: AT+CWJAP="home","wrong"',
    expected: 'OK within 15 s',
    got: ['WIFI DISCONNECT', 'ERROR\u0007'],
    transcript: [
      { at: 312_450_000, direction: 'host', text: 'AT+CWJAP="home","wrong"\r\n' },
      { at: 5_312_450_999, direction: 'module', text: 'ERROR' },
    ],
    replay: 'pnpm sim scenarios/a,b:c.yaml --seed 1',
    message: 'scenarios/a,b:c.yaml:12:5: OK did not come\n100% sure \ufffe',
  },
};

/** One outcome of each verdict, for the tests of the reporters. */
export const examples: Readonly<Record<Outcome['verdict'], Outcome>> = {
  passed: { verdict: 'passed', result: base, realMs: 8.7 },
  failed: { verdict: 'failed', result: failed, realMs: 1234.5 },
  unstable: {
    verdict: 'unstable',
    result: base,
    realMs: 8,
    again: { ...base, digest: 'fedcba9876543210', virtualNs: 12_345_678_901 },
  },
  departed: {
    verdict: 'departed',
    result: { ...failed, name: base.name, dialect: 'firmware' },
    realMs: 4,
    reference: { verdict: 'passed', result: base, realMs: 8.7 },
  },
  grown: {
    verdict: 'grown',
    result: base,
    realMs: 8.7,
    growth: { wasBytes: 118_992, isBytes: 121_040, allowedBytes: 120_016 },
  },
  skipped: {
    verdict: 'skipped',
    result: {
      ...base,
      verdict: 'skipped',
      digest: '',
      stepsDone: 0,
      target: { name: 'tcp:127.0.0.1:3333', skipped: [], reason: 'needs the simulated world' },
    },
    realMs: 0,
  },
  interrupted: { verdict: 'interrupted', result: { ...base, verdict: 'interrupted' }, realMs: 3 },
  broken: {
    verdict: 'broken',
    result: {
      ...base,
      verdict: 'broken',
      failure: { ...failed.failure, file: base.file, message: 'assertion failed\n  seed 1' },
    } as ScenarioResult,
    realMs: 2,
  },
};

export const examplePlan: Plan = {
  version: '0.1.0',
  scenarios: 2,
  runs: 2,
  seed: 1,
  repeat: 1,
  checkDeterminism: false,
};

/** Shows the outcomes to a reporter as a run does; the run took 1,250 real milliseconds. */
export function report(
  reporter: Reporter,
  outcomes: readonly Outcome[],
  changes: Partial<Plan> = {},
): void {
  const plan = { ...examplePlan, runs: outcomes.length, scenarios: outcomes.length, ...changes };
  reporter.begin?.(plan);
  for (const outcome of outcomes) reporter.finished?.(outcome);
  reporter.end(endOf(plan, outcomes));
}

function endOf(plan: Plan, outcomes: readonly Outcome[]): Report {
  return { plan, outcomes, summary: summarise(plan.runs, outcomes, 1250), problems: [] };
}

/** What a reporter that takes a `write` function wrote. */
export function written(
  create: (write: (text: string) => void) => Reporter,
  show: (reporter: Reporter) => void,
): string {
  let text = '';
  show(create((more) => (text += more)));
  return text;
}

/** Shows a reporter a run that could not begin. */
export function refuse(reporter: Reporter): void {
  const plan = { ...examplePlan, scenarios: 0, runs: 0 };
  const problems = [
    {
      code: 'SCENARIO_KEY',
      file: 'scenarios/x.yaml',
      line: 3,
      column: 1,
      what: 'unknown key `stpes`',
      fix: 'Did you mean `steps`?',
    },
    { code: 'CLI_PATH_MISSING', file: 'y', line: 0, column: 0, what: 'no such file', fix: '' },
  ];
  reporter.end({ plan, outcomes: [], summary: summarise(0, [], 0), problems });
}
