import { describe, expect, it } from 'vitest';

import type { Job, JobResult } from './job.ts';
import type { Lane } from './lane.ts';
import { graceMs, runPool, type PoolOptions } from './pool.ts';
import { unfinishedResult } from './unfinished-result.ts';

const jobs: readonly Job[] = [0, 1, 2, 3].map((index) => ({
  index,
  again: false,
  name: `job ${index}`,
  file: `${index}.yaml`,
  text: '',
  seed: 1,
  dialect: 'docs',
  turn: 0,
  log: false,
}));

function resultOf(job: Job): JobResult {
  return { result: { ...unfinishedResult(job, 'broken', ''), verdict: 'passed' }, realMs: 1 };
}

class TestLane implements Lane {
  closed = 0;
  readonly run: Lane['run'];

  constructor(run: Lane['run']) {
    this.run = run;
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

function pool(lanes: readonly Lane[], changes: Partial<PoolOptions> = {}) {
  const told: string[] = [];
  const options: PoolOptions = {
    jobs,
    lanes,
    signal: new AbortController().signal,
    later: () => () => told.push('patience cancelled'),
    events: {
      started: ({ index }) => told.push(`started ${index}`),
      log: ({ index }, text) => told.push(`log ${index} ${text}`),
      done: ({ index }, { result }) => told.push(`${result.verdict} ${index}`),
    },
    ...changes,
  };
  return { told, finished: runPool(options) };
}

describe('the pool', () => {
  it('gives one lane every job in order, and closes it', async () => {
    const lane = new TestLane((job, _signal, onLog) => {
      onLog('x');
      return Promise.resolve(resultOf(job));
    });
    const { told, finished } = pool([lane]);
    await finished;
    expect(told).toStrictEqual(
      [0, 1, 2, 3].flatMap((index) => [`started ${index}`, `log ${index} x`, `passed ${index}`]),
    );
    expect(lane.closed).toBe(1);
  });

  it('gives the next job to whichever lane is free', async () => {
    const release: (() => void)[] = [];
    const slow = new TestLane(
      (job) => new Promise((resolve) => release.push(() => resolve(resultOf(job)))),
    );
    const quick = new TestLane((job) => {
      if (job.index === 3) release[0]?.();
      return Promise.resolve(resultOf(job));
    });
    const { told, finished } = pool([slow, quick]);
    await finished;
    expect(told.filter((word) => word.startsWith('passed')).toSorted()).toStrictEqual([
      'passed 0',
      'passed 1',
      'passed 2',
      'passed 3',
    ]);
    expect(release).toHaveLength(1);
  });

  it('starts nothing after an interruption, and takes what a lane still gives', async () => {
    const stop = new AbortController();
    const lane = new TestLane((job, signal) => {
      stop.abort();
      const verdict = signal.aborted ? 'interrupted' : 'broken';
      return Promise.resolve({ result: unfinishedResult(job, verdict, ''), realMs: 1 });
    });
    const { told, finished } = pool([lane], { signal: stop.signal });
    await finished;
    expect(told).toStrictEqual(['started 0', 'interrupted 0', 'patience cancelled']);
  });

  it('abandons a lane that does not come back in time', async () => {
    const stop = new AbortController();
    const deaf = new TestLane(() => {
      queueMicrotask(() => stop.abort());
      return new Promise(() => {});
    });
    const delays: number[] = [];
    const { told, finished } = pool([deaf], {
      signal: stop.signal,
      later: (delayMs, action) => {
        delays.push(delayMs);
        action();
        return () => {};
      },
    });
    await finished;
    expect(told).toStrictEqual(['started 0', 'interrupted 0']);
    expect(delays).toStrictEqual([graceMs]);
    expect(graceMs).toBeLessThan(1000);
    expect(deaf.closed).toBe(1);
  });

  it('closes every lane when one cannot work, and lets none go on', async () => {
    const broken = new TestLane(() => Promise.reject(new Error('no worker today')));
    const waiting: (() => void)[] = [];
    const other = new TestLane(
      (job) => new Promise((resolve) => waiting.push(() => resolve(resultOf(job)))),
    );
    const { told, finished } = pool([broken, other]);
    await expect(finished).rejects.toThrow('no worker today');
    waiting[0]?.();
    await Promise.resolve();
    expect([broken.closed, other.closed]).toStrictEqual([1, 1]);
    expect(told).toStrictEqual(['started 0', 'started 1']);
  });
});
