import { expect, it } from 'vitest';

import { examples, refuse, report, written } from '../testing/example-outcomes.ts';
import { githubReporter } from './github.ts';

it('annotates a failure at its place and is silent about the rest', () => {
  const text = written(githubReporter, (reporter) =>
    report(reporter, [examples.passed, examples.failed]),
  );
  expect(text).toBe(
    '::error file=scenarios/a%2Cb%3Ac.yaml,line=12,col=5,' +
      'title=failed%3A 密码错误 <"&\u001b[31m\u0000::' +
      'OK did not come%0A100%25 sure \ufffe%0Apnpm sim scenarios/a,b:c.yaml --seed 1\n',
  );
});

it('notes a departure without calling it an error', () => {
  const text = written(githubReporter, (reporter) => report(reporter, [examples.departed]));
  expect(text).toMatch(/^::notice file=scenarios\/a%2Cb%3Ac\.yaml,line=12,col=5,title=departed%3A/);
});

it('annotates the problems of a run that could not begin', () => {
  expect(written(githubReporter, refuse)).toBe(
    '::error file=scenarios/x.yaml,line=3,col=1,title=SCENARIO_KEY::' +
      'unknown key `stpes`%0ADid you mean `steps`?\n' +
      '::error file=y,title=CLI_PATH_MISSING::no such file%0A\n',
  );
});
