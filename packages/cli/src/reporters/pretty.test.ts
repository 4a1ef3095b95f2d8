import { describe, expect, it } from 'vitest';

import type { Job } from '../job.ts';
import { choosePaint } from '../paint.ts';
import { examplePlan, examples, refuse, report } from '../testing/example-outcomes.ts';
import { testShell, type TestShellOptions } from '../testing/test-shell.ts';
import { PrettyReporter } from './pretty.ts';

function open(options: TestShellOptions = {}) {
  const shell = testShell(options);
  const paint = choosePaint(shell, shell.out, true);
  return { shell, reporter: new PrettyReporter({ shell, output: shell.out, paint }) };
}

const job = { name: 'A reading', file: 'scenarios/publish.yaml', seed: 1, dialect: 'docs' } as Job;

describe('the pretty reporter', () => {
  it('shows a passed run on one line, and the totals', () => {
    const { shell, reporter } = open();
    report(reporter, [examples.passed]);
    expect(shell.out.text).toBe(
      [
        '✓ A reading reaches the broker  (scenarios/publish.yaml)  virtual 12.3 s  8 ms',
        '',
        '1 scenario: 1 passed',
        'virtual 12.3 s, real 1.2 s: 9 times real time',
        'seed 1',
        '',
      ].join('\n'),
    );
  });

  it('shows what was expected, what came, when, where and how to see it again', () => {
    const { shell, reporter } = open();
    report(reporter, [examples.failed]);
    expect(shell.out.text).toBe(
      [
        '✗ 密码错误 <"&\\x1b[31m\\x00  (scenarios/a,b:c.yaml)  virtual 5 ms  1.2 s',
        '    scenarios/a,b:c.yaml:12:5',
        '    OK did not come',
        '    100% sure \ufffe',
        '    step      send: AT+CWJAP="home","wrong"',
        '    expected  OK within 15 s',
        '    got       WIFI DISCONNECT',
        '              ERROR\\x07',
        '    last           0.312450 s  host    AT+CWJAP="home","wrong"\\r\\n',
        '                   5.312450 s  module  ERROR',
        '    replay    pnpm sim scenarios/a,b:c.yaml --seed 1',
        '',
        '1 scenario: 1 failed',
        'virtual 5 ms, real 1.2 s',
        'seed 1',
        '',
      ].join('\n'),
    );
  });

  it('says that nothing came when nothing came', () => {
    const { shell, reporter } = open();
    const { result } = examples.failed;
    if (result.failure === undefined) throw new Error('the example has a failure');
    const silent = { ...result, failure: { ...result.failure, got: [], transcript: [] } };
    report(reporter, [{ ...examples.failed, result: silent }]);
    expect(shell.out.text).toContain('    got       nothing\n    replay ');
  });

  it('tells both digests of an unstable run, and repeats at the end what did not pass', () => {
    const { shell, reporter } = open();
    const outcomes = [examples.unstable, examples.broken, examples.interrupted];
    report(reporter, outcomes, { checkDeterminism: true, repeat: 2, scenarios: 2, runs: 4 });
    expect(shell.out.text).toBe(
      [
        '≠ A reading reaches the broker  (scenarios/publish.yaml)  seed 1  virtual 12.3 s  8 ms',
        '    scenarios/publish.yaml:1:1',
        '    two runs with seed 1 differ',
        '    first run   passed, 12345678900 ns, digest 0123456789abcdef',
        '    second run  passed, 12345678901 ns, digest fedcba9876543210',
        '    replay    pnpm sim scenarios/publish.yaml --seed 1 --check-determinism',
        '',
        '! A reading reaches the broker  (scenarios/publish.yaml)  seed 1  virtual 12.3 s  2 ms',
        '    scenarios/publish.yaml:12:5',
        '    assertion failed',
        '      seed 1',
        '    replay    pnpm sim scenarios/a,b:c.yaml --seed 1',
        '',
        '- A reading reaches the broker  (scenarios/publish.yaml)  interrupted  seed 1  ' +
          'virtual 12.3 s  3 ms',
        '',
        '≠ scenarios/publish.yaml:1:1  A reading reaches the broker',
        '! scenarios/publish.yaml:12:5  A reading reaches the broker',
        '',
        '2 scenarios, 4 runs, each twice: 1 not deterministic, ' +
          '1 broken by a fault of the twin, 1 interrupted, 1 not run',
        'virtual 49.3 s, real 1.2 s: 39 times real time',
        'seed 1 and the 1 after it: 144 runs a minute',
        '',
      ].join('\n'),
    );
  });

  it('tells of a single scenario how many seeds a minute get through', () => {
    const { shell, reporter } = open();
    report(reporter, [examples.passed], { repeat: 1000, runs: 1000 });
    expect(shell.out.text).toContain('seed 1 and the 999 after it: 48 seeds a minute\n');
  });

  it('names the dialects, and tells at the end where the second departs from the first', () => {
    const { shell, reporter } = open();
    const dialects = [
      { name: 'docs', subject: 'the documents' },
      { name: 'firmware', subject: 'the firmware' },
    ];
    const plan = { dialects, scenarios: 1, runs: 2 };
    report(reporter, [examples.passed, examples.departed], plan);
    expect(shell.out.text).toBe(
      [
        '✓ A reading reaches the broker  (scenarios/publish.yaml)  docs  virtual 12.3 s  8 ms',
        '△ A reading reaches the broker  (scenarios/a,b:c.yaml)  firmware  virtual 5 ms  4 ms',
        '',
        'Departures of the firmware from the documents:',
        '  scenarios/a,b:c.yaml  A reading reaches the broker',
        '    docs passed, firmware failed at 12:5: OK did not come',
        '',
        '1 scenario, 2 runs: 1 passed, 1 departed from the first dialect',
        'virtual 12.3 s, real 1.2 s: 9 times real time',
        'seed 1',
        '',
      ].join('\n'),
    );
  });

  it('tells each finding once, with the number of runs that made it', () => {
    const { shell, reporter } = open();
    const finding = (id: string) => ({ at: 1, id, text: `What ${id} means.` });
    const made = (...ids: string[]) => ({
      ...examples.passed,
      result: { ...examples.passed.result, findings: ids.map(finding) },
    });
    report(reporter, [made('a.b', 'a.b'), made('c.d', 'a.b'), made()]);
    expect(shell.out.text).toContain(
      '\nFindings:\n' +
        '  a.b (2 runs): What a.b means.\n' +
        '  c.d (1 run): What c.d means.\n' +
        '\n3 scenarios: 3 passed\n',
    );
  });

  it('adds nothing to the problems that were told already', () => {
    const { shell, reporter } = open();
    refuse(reporter);
    expect(shell.out.text).toBe('');
  });

  it('colours on a terminal', () => {
    const { shell, reporter } = open({ terminal: true, env: { CI: 'true' } });
    report(reporter, [examples.passed]);
    expect(shell.out.text).toContain('\u001b[32m✓\u001b[39m A reading');
  });

  it('keeps a line at the bottom of a terminal, and takes it away at the end', () => {
    const { shell, reporter } = open({ terminal: true, env: { NO_COLOR: '1' }, columns: 40 });
    const clear = '\r\u001b[2K';
    reporter.begin(examplePlan);
    reporter.started(job);
    shell.tick();
    reporter.finished(examples.passed);
    shell.tick();
    expect(shell.out.text).toBe(
      `${clear}0/2  8 ms  ` +
        `${clear}0/2  16 ms  A reading` +
        `${clear}✓ A reading reaches the broker  (scenarios/publish.yaml)  virtual 12.3 s  8 ms\n` +
        `${clear}1/2  24 ms  `,
    );
    refuse(reporter);
    expect(shell.waiting).toBe(0);
    expect(shell.out.text.endsWith(`1/2  24 ms  ${clear}`)).toBe(true);
  });
});
