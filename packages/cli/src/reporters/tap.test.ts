import { expect, it } from 'vitest';

import { examples, refuse, report, written } from '../testing/example-outcomes.ts';
import { tapReporter } from './tap.ts';

it('writes a plan, a test point a run, and diagnostics as YAML', () => {
  const { failed, passed } = examples;
  const hashed = { ...passed, result: { ...passed.result, name: 'a # b \\ c' } };
  const text = written(tapReporter, (reporter) => report(reporter, [hashed, failed]));
  expect(text).toBe(
    [
      'TAP version 14',
      '1..2',
      'ok 1 - a \\# b \\\\ c (scenarios/publish.yaml) seed 1',
      'not ok 2 - 密码错误 <"&\\\\x1b[31m\\\\x00 (scenarios/a,b:c.yaml) seed 1',
      '  ---',
      '  verdict: "failed"',
      '  message: "OK did not come\\n100% sure \ufffe"',
      '  at: "scenarios/a,b:c.yaml:12:5"',
      '  replay: "pnpm sim scenarios/a,b:c.yaml --seed 1"',
      '  virtualNs: 5000000',
      '  ...',
      '',
    ].join('\n'),
  );
});

it('does not count a departure, and tells it all the same', () => {
  const text = written(tapReporter, (reporter) => report(reporter, [examples.departed]));
  expect(text).toContain(
    'ok 1 - A reading reaches the broker (scenarios/a,b:c.yaml) seed 1 in firmware\n' +
      '  ---\n  verdict: "departed"\n',
  );
});

it('bails out when nothing could be run, and when not everything was', () => {
  expect(written(tapReporter, refuse)).toBe(
    'TAP version 14\nBail out! 2 problems, nothing was run\n',
  );
  const cut = written(tapReporter, (reporter) => report(reporter, [examples.passed], { runs: 3 }));
  expect(cut.endsWith('seed 1\nBail out! Interrupted, 2 not run\n')).toBe(true);
});
