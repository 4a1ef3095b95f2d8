import { expect, it } from 'vitest';

import { examples, refuse, report, written } from '../testing/example-outcomes.ts';
import { parseJsonReport } from '../testing/parse-json-report.ts';
import { jsonReporter } from './json.ts';

it('writes one document in a stable shape', () => {
  const text = written(jsonReporter, (reporter) =>
    report(reporter, [examples.passed, examples.unstable]),
  );
  const run = {
    name: 'A reading reaches the broker',
    file: 'scenarios/publish.yaml',
    seed: 1,
    dialect: 'docs',
    verdict: 'passed',
    steps: 3,
    stepsDone: 3,
    virtualNs: 12_345_678_900,
    realMs: 8,
    digest: '0123456789abcdef',
    findings: [],
    failure: null,
  };
  expect(JSON.parse(text)).toStrictEqual({
    format: 'w800-twin-report/1',
    version: '0.1.0',
    seed: 1,
    dialects: null,
    repeat: 1,
    checkDeterminism: false,
    summary: {
      runs: 2,
      passed: 1,
      failed: 0,
      departed: 0,
      grown: 0,
      unstable: 1,
      interrupted: 0,
      broken: 0,
      skipped: 0,
      notRun: 0,
      virtualMs: 37_035,
      realMs: 1250,
    },
    problems: [],
    differences: [],
    runs: [run, { ...run, verdict: 'unstable', digestAgain: 'fedcba9876543210' }],
  });
  expect(text.endsWith('}\n')).toBe(true);
});

it('says how a further dialect differs from the first, in the runs and by itself', () => {
  const dialects = ['docs', 'firmware'].map((name) => ({ name, subject: name }));
  const document = JSON.parse(
    written(jsonReporter, (reporter) =>
      report(reporter, [examples.passed, examples.departed], { dialects }),
    ),
  ) as { readonly dialects: unknown; readonly differences: unknown; readonly runs: unknown };
  expect(document.dialects).toStrictEqual(['docs', 'firmware']);
  expect(document.differences).toStrictEqual([
    {
      name: 'A reading reaches the broker',
      file: 'scenarios/a,b:c.yaml',
      seed: 1,
      from: 'docs',
      to: 'firmware',
      text: 'docs passed, firmware failed at 12:5: OK did not come',
    },
  ]);
  expect(document.runs).toMatchObject([
    { dialect: 'docs', verdict: 'passed' },
    { dialect: 'firmware', verdict: 'departed' },
  ]);
});

it('carries a failure whole, control characters included', () => {
  const text = written(jsonReporter, (reporter) => report(reporter, [examples.failed]));
  expect(parseJsonReport(text).runs[0]?.failure).toStrictEqual(examples.failed.result.failure);
});

it('lists the problems when nothing could be run', () => {
  const document = parseJsonReport(written(jsonReporter, refuse));
  expect(document.runs).toStrictEqual([]);
  expect(document.problems[0]).toMatchObject({ file: 'scenarios/x.yaml', line: 3, column: 1 });
  expect(document.problems).toHaveLength(2);
});
