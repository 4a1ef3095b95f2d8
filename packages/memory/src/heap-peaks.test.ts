import { Kernel } from '@w800/kernel';
import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Block } from './block.ts';
import { Heap } from './heap.ts';
import { HeapPeaks, type WorstMoment } from './heap-peaks.ts';
import { byBytes } from './holder.ts';
import { oddLayouts } from './testing/heap-layouts.ts';
import { heapSteps } from './testing/heap-step.ts';
import { HeapTrial } from './testing/heap-trial.ts';

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
  const take = (bytes: number, owner: string): Block => {
    const block = heap.allocate(bytes, owner);
    if (block === undefined) throw new Error(`${bytes} bytes do not fit`);
    return block;
  };
  return { kernel, heap, take };
}

test('every owner has a peak of its own, that of a block that moves with both', () => {
  const { kernel, heap, take } = setUp();
  take(100, 'boot');
  heap.free(take(1_000, 'boot'));
  const peaks = new HeapPeaks(kernel, heap);
  expect(peaks.list()).toEqual([{ owner: 'boot', bytes: 128 }]);
  const queue = take(400, 'mqtt');
  heap.reallocate(queue, 800);
  heap.free(take(40, 'tcp'));
  heap.free(take(40, 'tcp'));
  expect(peaks.of('mqtt')).toBe(424 + 824);
  expect(heap.usedBy('mqtt')).toBe(824);
  expect(peaks.of('nobody')).toBe(0);
  expect(peaks.list()).toEqual([
    { owner: 'mqtt', bytes: 424 + 824 },
    { owner: 'boot', bytes: 128 },
    { owner: 'tcp', bytes: 64 },
  ]);
});

test('the worst moment keeps who held what, the largest stretch and when it began', async () => {
  const { kernel, heap, take } = setUp();
  const peaks = new HeapPeaks(kernel, heap);
  const socket = take(432, 'tcp');
  await kernel.runFor(7);
  const buffer = take(3_000, 'tls');
  await kernel.runFor(5);
  const worst = {
    at: 7,
    usedBytes: 456 + 3_024,
    freeBytes: 5_120 - 456 - 3_024,
    largestFreeBytes: 1_024,
    holders: [
      { owner: 'tls', bytes: 3_024 },
      { owner: 'tcp', bytes: 456 },
    ],
  };
  expect(peaks.worst).toEqual(worst);
  heap.free(buffer);
  heap.free(socket);
  take(896, 'at');
  expect(peaks.worst).toEqual(worst);
  // As bad once more is no worse.
  take(3_480 - 920 - 24, 'at');
  expect(heap.freeBytes).toBe(worst.freeBytes);
  expect(peaks.worst).toEqual(worst);
  expect(peaks.worst.freeBytes).toBe(heap.lowWaterBytes);
});

test('while memory is only taken, nobody is asked who holds it', () => {
  const { kernel, heap, take } = setUp();
  const holders = vi.spyOn(heap, 'holders');
  const peaks = new HeapPeaks(kernel, heap);
  const blocks = Array.from({ length: 20 }, (_, index) => take(64, `owner ${index}`));
  expect(holders).not.toHaveBeenCalled();
  for (const block of blocks) heap.free(block);
  for (let count = 0; count < 20; count += 1) heap.free(take(64, 'later'));
  expect(holders).toHaveBeenCalledOnce();
  expect(peaks.worst.holders).toHaveLength(20);
});

test('over a restart the peaks stay, or begin anew', () => {
  const { kernel, heap, take } = setUp();
  const whole = new HeapPeaks(kernel, heap);
  const life = new HeapPeaks(kernel, heap, { anewAtReset: true });
  take(2_000, 'tls');
  heap.reset();
  expect(life.list()).toEqual([]);
  expect(life.worst).toMatchObject({ freeBytes: 5_120, usedBytes: 0, holders: [] });
  heap.free(take(100, 'at'));
  expect(whole.list()).toEqual([
    { owner: 'tls', bytes: 2_024 },
    { owner: 'at', bytes: 128 },
  ]);
  expect(whole.worst).toMatchObject({ usedBytes: 2_024, holders: [{ owner: 'tls' }] });
  expect(life.list()).toEqual([{ owner: 'at', bytes: 128 }]);
  expect(life.worst).toMatchObject({ usedBytes: 128, holders: [{ owner: 'at' }] });
});

test('what comes after it was stopped is not in it', () => {
  const { kernel, heap, take } = setUp();
  const peaks = new HeapPeaks(kernel, heap);
  take(100, 'at');
  peaks.stop();
  take(2_000, 'at');
  expect([peaks.of('at'), peaks.worst.usedBytes]).toEqual([128, 128]);
});

test('whatever is done, it is what copying everything after every block would have told', () => {
  const steps = heapSteps(2_000, 200);
  fc.assert(
    fc.property(oddLayouts, steps, steps, (layouts, before, after) => {
      let taken = (): void => {};
      const trial = new HeapTrial(layouts, undefined, () => taken());
      trial.performAll(before);
      const { heap, naive, kernel } = trial;
      const peaks = new HeapPeaks(kernel, heap);
      const holders = () => {
        const owners = [...new Set(naive.blocks.map(({ owner }) => owner))];
        return owners.map((owner) => ({ owner, bytes: naive.usedBy(owner) })).toSorted(byBytes);
      };
      const most = new Map(holders().map(({ owner, bytes }) => [owner, bytes]));
      const look = (): WorstMoment => ({
        at: 0,
        usedBytes: naive.usedBytes,
        freeBytes: naive.freeBytes,
        largestFreeBytes: Math.max(0, ...naive.gaps().map(({ bytes }) => bytes)),
        holders: holders(),
      });
      let worst = look();
      taken = () => {
        for (const { owner, bytes } of holders()) {
          most.set(owner, Math.max(bytes, most.get(owner) ?? 0));
        }
        if (naive.freeBytes < worst.freeBytes) worst = look();
      };
      for (const step of after) trial.perform(step);
      expect(new Map(peaks.list().map(({ owner, bytes }) => [owner, bytes]))).toEqual(most);
      expect(peaks.worst).toEqual(worst);
    }),
    { numRuns: 100 },
  );
});
