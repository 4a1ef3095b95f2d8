import { expect, it } from 'vitest';

import { planJobs, type JobOptions } from './plan-jobs.ts';

const scenarios = ['a', 'b', 'c'].map((name) => ({
  file: `${name}.yaml`,
  text: '',
  files: {},
  scenario: { name, tags: [], shows: [], faults: [], seed: 9, dialect: undefined },
}));

function planned(names: readonly string[], changes: Partial<JobOptions> = {}): readonly string[] {
  const chosen = scenarios.filter(({ scenario }) => names.includes(scenario.name));
  const options: JobOptions = {
    seed: 5,
    repeat: 1,
    checkDeterminism: false,
    log: false,
    ...changes,
  };
  return [...planJobs(chosen, options)].map(
    ({ index, name, seed, again }) => `${index} ${name}${seed}${again ? ' again' : ''}`,
  );
}

it('runs each scenario with its seeds before the next', () => {
  expect(planned(['a', 'b'], { repeat: 2 })).toStrictEqual(['0 a5', '1 a6', '2 b5', '3 b6']);
});

it('starts a second run only after another first, and runs each exactly twice', () => {
  const order = planned(['a', 'b', 'c'], { checkDeterminism: true });
  expect(order).toStrictEqual(['0 a5', '1 b5', '0 a5 again', '2 c5', '1 b5 again', '2 c5 again']);
});

it('runs a lone scenario twice in a row', () => {
  expect(planned(['a'], { checkDeterminism: true })).toStrictEqual(['0 a5', '0 a5 again']);
});
