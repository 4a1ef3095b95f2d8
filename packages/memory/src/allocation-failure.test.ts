import { Kernel } from '@w800/kernel';
import { expect, test } from 'vitest';
import { AllocationFailure, type FailurePlan } from './allocation-failure.ts';
import { Heap } from './heap.ts';
import { RequestCounter } from './request-counter.ts';
import { w800Layout } from './testing/heap-layouts.ts';

/** Asks for memory in that order; an owner in capitals failed, `|` is a restart. */
function run(heap: Heap, owners: string): string {
  return owners
    .split('')
    .map((owner) => {
      if (owner === '|') heap.reset();
      return owner === '|' || heap.allocate(8, owner) ? owner : owner.toUpperCase();
    })
    .join('');
}

function armed(plan: FailurePlan, before = '') {
  const kernel = new Kernel({ seed: 1 });
  const heap = new Heap(kernel, w800Layout);
  run(heap, before);
  return { kernel, heap, failure: new AllocationFailure(kernel, heap, plan) };
}

test.each<[string, FailurePlan, string]>([
  ['the third from now on', { nth: 3 }, 'abAb|abab'],
  ['the next', { nth: 1 }, 'Abab|abab'],
  ['three from the fourth on, over a restart', { nth: 4, times: 3 }, 'abaB|ABab'],
  ['the second of an owner', { nth: 2, owner: 'b' }, 'abaB|abab'],
  ['the third of an owner, over a restart', { nth: 3, owner: 'b' }, 'abab|aBab'],
  ['the third of every life from the next on', { nth: 3, since: 'power-on' }, 'abab|abAb'],
  ['the same of an owner', { nth: 1, owner: 'b', since: 'power-on' }, 'abab|aBab'],
  ['one that never comes', { nth: 9 }, 'abab|abab'],
])('fails %s', (_what, plan, expected) => {
  const { heap } = armed(plan, 'ab');
  expect(run(heap, 'abab|abab')).toBe(expected);
});

test('every life has its own third request', () => {
  const { heap } = armed({ nth: 3, since: 'power-on' });
  expect(run(heap, '|aaaa|aa|aaaa')).toBe('|aaAa|aa|aaAa');
});

test('it tells what it has failed, by number, owner, size and instant', async () => {
  const { kernel, heap, failure } = armed({ nth: 2, times: 2 });
  heap.allocate(8, 'a');
  await kernel.runFor(5);
  heap.allocate(16, 'mqtt');
  heap.allocate(24, 'tls');
  heap.allocate(32, 'tls');
  expect(failure.failed).toEqual([
    { at: 5, number: 2, owner: 'mqtt', requestedBytes: 16 },
    { at: 5, number: 3, owner: 'tls', requestedBytes: 24 },
  ]);
});

test('disarmed, nothing fails for it any more', () => {
  const { heap, failure } = armed({ nth: 2 });
  run(heap, 'a');
  failure.disarm();
  failure.disarm();
  expect(run(heap, 'aaa')).toBe('aaa');
  expect(failure.failed).toEqual([]);
});

test('a failure takes nothing from the heap and leaves a block that was to move as it is', () => {
  const { heap } = armed({ nth: 2 });
  const block = heap.allocate(100, 'a');
  if (block === undefined) throw new Error('the first request does not fail');
  const { lowWaterBytes } = heap;
  expect(heap.reallocate(block, 200)).toBeUndefined();
  expect(heap.blocks()).toEqual([block]);
  expect(heap.lowWaterBytes).toBe(lowWaterBytes);
});

test.each([{ nth: 0 }, { nth: 1.5 }, { nth: 1, times: 0 }])('%o is our own fault', (plan) => {
  expect(() => armed(plan)).toThrow('assertion failed');
});

test('counted once, each request of a run can be failed in turn, the others as they were', () => {
  const requests = 'abcab|cabba';
  const counted = new Heap(new Kernel({ seed: 1 }), w800Layout);
  const counter = new RequestCounter(counted);
  run(counted, requests);
  expect(counter.count).toBe(10);
  for (let nth = 1; nth <= counter.count; nth += 1) {
    const { heap, failure } = armed({ nth });
    const seen = run(heap, requests);
    expect(seen.toLowerCase()).toBe(requests);
    expect(seen.replaceAll(/[a-z|]/g, '')).toHaveLength(1);
    expect(failure.failed.map(({ number }) => number)).toEqual([nth]);
  }
});
