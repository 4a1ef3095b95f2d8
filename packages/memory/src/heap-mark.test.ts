import { Kernel } from '@w800/kernel';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from './block.ts';
import { Heap } from './heap.ts';
import { oddLayouts, w800Layout } from './testing/heap-layouts.ts';
import { heapSteps } from './testing/heap-step.ts';
import { HeapTrial } from './testing/heap-trial.ts';

const heapOf = () => new Heap(new Kernel({ seed: 1 }), w800Layout);

function take(heap: Heap, bytes: number, owner: string): Block {
  const block = heap.allocate(bytes, owner);
  if (block === undefined) throw new Error(`${bytes} bytes do not fit`);
  return block;
}

test('what was held at a mark has not grown, what was taken since and is held has', () => {
  const heap = heapOf();
  const before = take(heap, 100, 'mqtt.client');
  const mark = heap.mark();
  expect(mark.grown()).toEqual([]);
  const first = take(heap, 100, 'mqtt.client');
  const second = take(heap, 200, 'mqtt.client');
  const socket = take(heap, 432, 'tcp.socket');
  expect(mark.grown()).toEqual([
    { owner: 'tcp.socket', blocks: 1, bytes: 456, netBytes: 456 },
    { owner: 'mqtt.client', blocks: 2, bytes: 128 + 224, netBytes: 128 + 224 },
  ]);
  expect(mark.blocks()).toEqual([first, second, socket]);
  heap.free(first);
  heap.free(before);
  heap.free(socket);
  expect(mark.grown()).toEqual([{ owner: 'mqtt.client', blocks: 1, bytes: 224, netBytes: 96 }]);
  heap.free(second);
  expect(mark.grown()).toEqual([]);
});

test('a block that only took the place of another is new, but adds nothing', () => {
  const heap = heapOf();
  const queue = take(heap, 1_000, 'mqtt.client');
  const mark = heap.mark();
  const grown = heap.reallocate(queue, 1_000);
  expect(grown?.address).not.toBe(queue.address);
  expect(mark.grown()).toEqual([{ owner: 'mqtt.client', blocks: 1, bytes: 1_024, netBytes: 0 }]);
});

test('after a restart all that is held is new, and compares with what was held before', () => {
  const heap = heapOf();
  take(heap, 8_192, 'boot.task');
  take(heap, 100, 'tls.peer');
  const mark = heap.mark();
  heap.reset();
  expect(mark.grown()).toEqual([]);
  take(heap, 8_192, 'boot.task');
  take(heap, 40, 'at.data');
  expect(mark.grown()).toEqual([
    { owner: 'boot.task', blocks: 1, bytes: 8_216, netBytes: 0 },
    { owner: 'at.data', blocks: 1, bytes: 64, netBytes: 64 },
  ]);
});

test('a mark set between two steps tells exactly the blocks that were not there', () => {
  const steps = heapSteps(2_000, 120);
  fc.assert(
    fc.property(oddLayouts, steps, steps, (layout, before, after) => {
      const trial = new HeapTrial(layout);
      trial.performAll(before);
      const mark = trial.heap.mark();
      const then = new Set(trial.naive.blocks);
      const heldThen = new Map(trial.heap.owners());
      trial.performAll(after);
      const fresh = trial.naive.blocks.filter((block) => !then.has(block));
      const place = ({ address }: { readonly address: number }) => address;
      expect(new Set(mark.blocks().map(place))).toEqual(new Set(fresh.map(place)));
      const owners = [...new Set(fresh.map(({ owner }) => owner))];
      const expected = owners.map((owner) => {
        const own = fresh.filter((block) => block.owner === owner);
        const bytes = own.reduce((sum, block) => sum + block.bytes, 0);
        const netBytes = trial.naive.usedBy(owner) - (heldThen.get(owner) ?? 0);
        return { owner, blocks: own.length, bytes, netBytes };
      });
      expect(new Set(mark.grown())).toEqual(new Set(expected));
    }),
    { numRuns: 100 },
  );
});
