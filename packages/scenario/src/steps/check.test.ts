import { millisecond, second } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import { describe, expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';
import { takeBlock } from '../testing/take-block.ts';
import type { ScriptedBench } from '../testing/scripted-bench.ts';

/** Of 262,144 bytes 72,024 are used when the module is ready, and 82,024 were before. */
function held({ heap, kernel }: ScriptedBench): void {
  kernel.after(100 * millisecond, () => {
    takeBlock(heap, 60_024, 'boot.task');
    takeBlock(heap, 10_000, 'tls.in');
    const old = takeBlock(heap, 10_000, 'mqtt.client');
    takeBlock(heap, 2_000, 'tls.out');
    heap.free(old);
  });
}

/** Later than the step that begins when the module is ready. */
const changed =
  (change: (heap: Heap) => void) =>
  (bench: ScriptedBench): void => {
    held(bench);
    bench.kernel.after(second, () => change(bench.heap));
  };

test.each([
  ['free: ">= 190120"', 'passed'],
  ['free: "> 190120"', 'failed'],
  ['used: "<= 72024B", lowWater: "== 180120", largest: "== 128KiB"', 'passed'],
  ['largest: "< 128KiB"', 'failed'],
  ['lowWater: "> 180120"', 'failed'],
  ['owners: { tls.in: "== 10000", tls.out: "<= 2KiB" }', 'passed'],
  ['owners: { tls.in: "< 10000" }', 'failed'],
  ['owners: { tls.*: "== 12000" }', 'passed'],
  ['owners: { tls.*: "< 12000" }', 'failed'],
  // Whoever held memory once may hold nothing by now.
  ['owners: { mqtt.client: "== 0" }', 'passed'],
])('check heap %s has %s', async (bounds, verdict) => {
  const steps = `steps: [{ check: { heap: { ${bounds} } } }]`;
  const { result } = await runSteps(steps, {}, held);
  expect(result.verdict).toBe(verdict);
});

test.each([
  ['"<= 300ms"', 'passed'],
  ['"< 300ms"', 'failed'],
])('check time %s has %s', async (bound, verdict) => {
  const { result } = await runSteps(`steps: [{ check: { time: ${bound} } }]`, {});
  expect(result.verdict).toBe(verdict);
});

async function failureOf(steps: string, prepare: (bench: ScriptedBench) => void = held) {
  const { result } = await runSteps(`steps:\n${steps}`, {}, prepare);
  if (result.failure === undefined) throw new Error('it has passed');
  return result.failure;
}

describe('A bound that is not kept', () => {
  test('tells who holds the memory, or who held it when the least was free', async () => {
    const failure = await failureOf('  - check: { heap: { free: ">= 250KiB" } }');
    expect(failure.message).toContain('heap free (free bytes now) is 190120 bytes, not >= 250KiB');
    expect(failure.got).toEqual([
      '190120 bytes',
      'boot.task holds 60024',
      'tls.in holds 10000',
      'tls.out holds 2000',
    ]);
    const low = await failureOf('  - check: { heap: { lowWater: ">= 250KiB" } }');
    expect(low.got).toContain('mqtt.client holds 10000');
  });

  test('of a family tells its members, of one owner that one', async () => {
    const family = await failureOf('  - check: { heap: { owners: { tls.*: "< 1KiB" } } }');
    expect(family.message).toContain('what tls.* holds is 12000 bytes, not < 1KiB');
    expect(family.got).toEqual(['12000 bytes', 'tls.in holds 10000', 'tls.out holds 2000']);
    const one = await failureOf('  - check: { heap: { owners: { tls.in: "< 1KiB" } } }');
    expect(one.got).toEqual(['10000 bytes']);
  });

  test.each([
    ['mqtt.cleint', 'Did you mean `mqtt.client`?'],
    ['tsl.*', 'Did you mean `tls.*`?'],
    ['tl.*', 'Did you mean `tls.*`?'],
    ['somebody.else.entirely', 'Known here: '],
  ])('on %s, who never held anything, is a mistake', async (owner, fix) => {
    const failure = await failureOf(`  - check: { heap: { owners: { ${owner}: ">= 0" } } }`);
    expect(failure.message).toContain(`nobody called \`${owner}\` has held memory so far`);
    expect(failure.message).toContain(fix);
    const excepted = `  - mark: here
  - check: { heap: { leaks: { except: ${owner} } } }`;
    expect((await failureOf(excepted)).message).toContain(fix);
  });
});

const leak = changed((heap) => {
  takeBlock(heap, 1_000, 'mqtt.client');
  takeBlock(heap, 3_000, 'tls.in');
  takeBlock(heap, 3_000, 'tls.in');
});

describe('Since a mark', () => {
  test('nothing has leaked as long as nobody holds more', async () => {
    const moved = changed((heap) => {
      heap.free(takeBlock(heap, 504, 'mqtt.client'));
      const [block] = heap.blocks().filter(({ owner }) => owner === 'tls.in');
      if (block !== undefined) heap.reallocate(block, block.requestedBytes);
    });
    const steps = `steps:
  - mark: idle
  - wait: 2s
  - check: { heap: { leaks: none, grownSince: { idle: '== 0' } } }`;
    expect((await runSteps(steps, {}, moved)).result.verdict).toBe('passed');
  });

  test('what an owner holds more has leaked, and is told with the blocks', async () => {
    const steps = `  - mark: idle
  - wait: 2s
  - check: { heap: { leaks: none } }`;
    const failure = await failureOf(steps, leak);
    expect(failure.line).toBe(5);
    expect(failure.message).toContain('7000 bytes have leaked since the latest mark');
    expect(failure.got).toEqual([
      'tls.in holds 6000 bytes more, 2 new blocks',
      'mqtt.client holds 1000 bytes more, 1 new block',
    ]);
  });

  test('what a mark is set after is no leak, and `since` chooses among marks', async () => {
    const steps = (since: string) => `steps:
  - check: { heap: { mark: before, free: '> 0' } }
  - wait: 2s
  - mark: behind
  - check: { heap: { leaks: { since: ${since} } } }`;
    expect((await runSteps(steps('behind'), {}, leak)).result.verdict).toBe('passed');
    const { result } = await runSteps(steps('before'), {}, leak);
    expect(result.failure?.message).toContain('7000 bytes have leaked since "before"');
  });

  test('a mark set again is the latest, and the old moment is forgotten', async () => {
    const steps = `steps:
  - mark: one
  - mark: two
  - wait: 2s
  - mark: one
  - check: { heap: { leaks: none, grownSince: { one: '== 0', two: '== 7000' } } }`;
    expect((await runSteps(steps, {}, leak)).result.failure).toBeUndefined();
  });

  test('owners can be excepted, one, several or a family', async () => {
    const verdict = async (except: string) => {
      const steps = `steps:
  - mark: idle
  - wait: 2s
  - check: { heap: { leaks: { except: ${except} } } }`;
      return (await runSteps(steps, {}, leak)).result.verdict;
    };
    expect(await verdict('tls.in')).toBe('failed');
    expect(await verdict('[tls.*, mqtt.client]')).toBe('passed');
  });

  test('growth is what all owners together hold more, not less what others gave back', async () => {
    const shifted = changed((heap) => {
      for (const block of heap.blocks()) if (block.owner === 'tls.in') heap.free(block);
      takeBlock(heap, 1_000, 'mqtt.client');
    });
    const steps = (bound: string) => `steps:
  - mark: idle
  - wait: 2s
  - check: { heap: { grownSince: { idle: '${bound}' } } }`;
    expect((await runSteps(steps('== 1000'), {}, shifted)).result.verdict).toBe('passed');
    const { result } = await runSteps(steps('< 1000'), {}, shifted);
    expect(result.failure?.message).toContain(
      'what the heap has grown since "idle" is 1000 bytes, not < 1000',
    );
    expect(result.failure?.got[1]).toBe('mqtt.client holds 1000 bytes more, 1 new block');
  });

  test('a mark in a check that fails is not set', async () => {
    const steps = `  - check: { heap: { mark: here, free: '> 1MiB' } }`;
    expect((await failureOf(steps)).message).toContain('heap free');
  });
});
