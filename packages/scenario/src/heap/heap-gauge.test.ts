import { Kernel, type TraceRecord } from '@w800/kernel';
import { Heap } from '@w800/memory';
import { expect, test } from 'vitest';
import { takeBlock } from '../testing/take-block.ts';
import { HeapGauge } from './heap-gauge.ts';
import { heapLevel } from './heap-level.ts';

const layout = {
  headerBytes: 24,
  alignmentBytes: 8,
  regions: [
    { name: 'sram', base: 0x1000, bytes: 4_096 },
    { name: 'dram', base: 0x8000, bytes: 1_024 },
  ],
};

function setUp() {
  const kernel = new Kernel({ seed: 1 });
  const heap = new Heap(kernel, layout);
  const gauge = new HeapGauge(kernel, heap);
  const take = (bytes: number, owner: string) => takeBlock(heap, bytes, owner);
  const levels: TraceRecord['data'][] = [];
  kernel.trace.on(heapLevel, ({ data }) => levels.push({ ...data }));
  return { kernel, heap, gauge, take, levels };
}

test('the result has the worst moment over all restarts, and the shares of every owner', async () => {
  const { kernel, heap, gauge, take } = setUp();
  take(1_000, 'boot.task');
  await kernel.runFor(5);
  const buffer = take(2_000, 'tls.in');
  heap.free(buffer);
  heap.free(take(200, 'at.data'));
  heap.reset();
  take(1_000, 'boot.task');
  take(504, 'boot.task');
  expect(heap.allocate(4_000, 'tls.in')).toBeUndefined();
  await kernel.runFor(5);
  expect(heap.allocate(3_500, 'tls.out')).toBeUndefined();
  expect(gauge.result).toEqual({
    capacityBytes: 5_120,
    peakUsedBytes: 3_000,
    peakAt: 5,
    lowWaterBytes: 2_120,
    endUsedBytes: 1_504,
    largestFree: { leastBytes: 1_096, endBytes: 2_592 },
    refused: {
      count: 2,
      first: {
        at: 5,
        owner: 'tls.in',
        requestedBytes: 4_000,
        freeBytes: 3_616,
        largestFreeBytes: 2_592,
        holders: [{ owner: 'boot.task', bytes: 1_504 }],
      },
    },
    owners: [
      { owner: 'tls.in', peakBytes: 2_000, worstBytes: 2_000, endBytes: 0 },
      { owner: 'boot.task', peakBytes: 1_504, worstBytes: 1_000, endBytes: 1_504 },
      { owner: 'at.data', peakBytes: 200, worstBytes: 0, endBytes: 0 },
    ],
  });
});

test('the least of the largest free block is found between two looks, too', () => {
  const { heap, gauge, take } = setUp();
  const blocks = [take(2_000, 'a'), take(2_000, 'b')];
  for (const block of blocks) heap.free(block);
  // Fuller, but in the other region: the largest block is larger than before.
  take(1_024, 'c');
  expect(gauge.result.largestFree).toEqual({ leastBytes: 1_024, endBytes: 3_072 });
});

test('a new low water is told once, when it ends, and a step only what is new', () => {
  const { heap, gauge, take, levels } = setUp();
  take(1_000, 'a');
  const low = take(500, 'b');
  expect(levels).toEqual([]);
  heap.free(low);
  const told = { usedBytes: 1_504, freeBytes: 3_616, lowWaterBytes: 3_616 };
  expect(levels).toEqual([{ reason: 'low-water', ...told, largestFreeBytes: 2_592 }]);
  // As low again is nothing new.
  heap.free(take(500, 'b'));
  heap.free(take(100, 'b'));
  expect(levels).toHaveLength(1);
  gauge.tell();
  gauge.tell();
  const now = { usedBytes: 1_000, freeBytes: 4_120, lowWaterBytes: 3_616 };
  expect(levels[1]).toEqual({ reason: 'step', ...now, largestFreeBytes: 3_096 });
  expect(levels).toHaveLength(2);
});

test('after a restart the low water of the new life is told', () => {
  const { heap, take, levels } = setUp();
  take(3_000, 'a');
  heap.reset();
  expect(levels).toMatchObject([{ lowWaterBytes: 2_120 }]);
  heap.free(take(1_000, 'a'));
  expect(levels[1]).toMatchObject({ reason: 'low-water', lowWaterBytes: 4_120 });
});
