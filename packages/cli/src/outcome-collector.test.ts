import { expect, it } from 'vitest';

import type { Job } from './job.ts';
import { OutcomeCollector } from './outcome-collector.ts';
import type { Outcome } from './outcome.ts';
import { unfinishedResult } from './unfinished-result.ts';

/** Runs 0 and 1 are one scenario in two dialects, 2 and 3 another. */
const jobs: readonly Job[] = [0, 1, 2, 3].map((index) => ({
  index,
  turn: index % 2,
  again: false,
  name: `job ${index >> 1}`,
  file: `${index >> 1}.yaml`,
  text: '',
  seed: 1,
  dialect: index % 2 === 0 ? 'docs' : 'firmware',
  log: false,
}));

/** What each outcome is and what it was seen beside, for runs that end in this order. */
function collected(order: readonly number[], failed: readonly number[]): readonly string[] {
  const told: string[] = [];
  const collector = new OutcomeCollector({
    pairs: false,
    finished: (outcome) => told.push(show(outcome)),
    log: () => {},
  });
  for (const job of jobs.filter(({ index }) => order.includes(index)).toSorted(byPlace(order))) {
    const verdict = failed.includes(job.index) ? 'failed' : 'passed';
    collector.done(job, { result: { ...unfinishedResult(job, 'broken', ''), verdict }, realMs: 1 });
  }
  collector.end();
  return told;
}

function byPlace(order: readonly number[]): (a: Job, b: Job) => number {
  return (a, b) => order.indexOf(a.index) - order.indexOf(b.index);
}

function show({ verdict, result, reference }: Outcome): string {
  const beside = reference === undefined ? '' : ` beside ${reference.result.dialect}`;
  return `${result.name} ${result.dialect} ${verdict}${beside}`;
}

const compared = [
  'job 0 docs passed',
  'job 0 firmware departed beside docs',
  'job 1 docs failed',
  'job 1 firmware failed beside docs',
];

it.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[1, 3, 0, 2]]])(
  'sees a further dialect beside the first, when runs end in the order %j',
  (order) => {
    expect(collected(order, [1, 2, 3])).toEqual(compared);
  },
);

it('sees nothing beside another scenario, when the first run never came to an end', () => {
  expect(collected([0, 3], [3])).toEqual(['job 0 docs passed', 'job 1 firmware failed']);
  expect(collected([1], [1])).toEqual(['job 0 firmware failed']);
});
