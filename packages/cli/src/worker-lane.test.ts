import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Job } from './job.ts';
import { fakeEngineUrl, fakeWorkerUrl } from './testing/fake-engine.ts';
import { WorkerLane } from './worker-lane.ts';

function job(does: string, log = false): Job {
  const text = `name: ${does}\ndoes: ${does}`;
  return {
    index: 0,
    again: false,
    name: does,
    file: `${does}.yaml`,
    text,
    seed: 7,
    dialect: 'docs',
    turn: 0,
    log,
  };
}

const never = new AbortController().signal;
const ignore = () => {};

describe('a worker lane', () => {
  let lane: WorkerLane;
  beforeEach(() => {
    lane = new WorkerLane({ engineUrl: fakeEngineUrl, workerUrl: fakeWorkerUrl });
  });
  afterEach(() => lane.close());

  it('runs one job after another in one worker', async () => {
    const first = await lane.run(job('wobble'), never, ignore);
    const second = await lane.run(job('wobble'), never, ignore);
    expect(first.result).toMatchObject({ verdict: 'passed', seed: 7, digest: '1' });
    // The count lives in the worker: a new worker would begin again at 1.
    expect(second.result.digest).toBe('2');
  });

  it('passes the trace on as text', async () => {
    let text = '';
    await lane.run(job('log', true), never, (more) => (text += more));
    expect(text.trimEnd().split('\n')).toHaveLength(2);
  });

  it('breaks only the run at which the worker died, and goes on with a new worker', async () => {
    const { result } = await lane.run(job('die'), never, ignore);
    expect(result.verdict).toBe('broken');
    expect(result.failure?.message).toBe('the worker died: it ended with exit code 7');
    expect((await lane.run(job('pass'), never, ignore)).result.verdict).toBe('passed');
  });

  it('tells a throwing engine from a passing one', async () => {
    const { result } = await lane.run(job('throw'), never, ignore);
    expect(result.verdict).toBe('broken');
    expect(result.failure?.message).toContain('the engine fell over');
  });

  it('passes an interruption on', async () => {
    const stop = new AbortController();
    const running = lane.run(job('wait'), stop.signal, ignore);
    stop.abort();
    expect((await running).result.verdict).toBe('interrupted');
  });

  it('ends a worker that is busy for ever', async () => {
    const running = lane.run(job('spin'), never, ignore);
    await lane.close();
    await expect(
      running.then(
        ({ result }) => result.verdict,
        () => 'broken',
      ),
    ).resolves.toBe('broken');
  });

  it('rejects when the worker cannot even start', async () => {
    const lost = new WorkerLane({
      engineUrl: new URL('./nowhere.ts', import.meta.url).href,
      workerUrl: fakeWorkerUrl,
    });
    await expect(lost.run(job('pass'), never, ignore)).rejects.toThrow('a worker did not start');
    await lost.close();
  });
});
