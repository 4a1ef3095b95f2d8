import { Kernel, millisecond, second } from '@w800/kernel';
import { Heap, type Block } from '@w800/memory';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeBlock } from '../testing/take-block.ts';
import type { HeapTimeline } from './heap-timeline.ts';
import { TimelineRecorder } from './timeline-recorder.ts';

const layout = {
  headerBytes: 24,
  alignmentBytes: 8,
  regions: [{ name: 'sram', base: 0x1000, bytes: 65_536 }],
};

function setUp() {
  const kernel = new Kernel({ seed: 1 });
  const heap = new Heap(kernel, layout);
  const take = (bytes: number, owner: string) => takeBlock(heap, bytes, owner);
  return { kernel, heap, take };
}

const totals = ({ samples }: HeapTimeline) =>
  samples.map(({ at, bytes }) => [at, bytes.reduce((sum, one) => sum + one, 0)]);

test('a slice of time has its fullest moment and its end, family by family', async () => {
  const { kernel, heap, take } = setUp();
  take(1_000, 'boot.task');
  const recorder = new TimelineRecorder(kernel, heap);
  take(500, 'boot.main');
  const first = take(2_000, 'tls.in');
  await kernel.runFor(10);
  heap.free(first);
  await kernel.runFor(second);
  take(3_000, 'mqtt.client');
  await kernel.runFor(5);
  expect(recorder.stop()).toEqual({
    capacityBytes: 65_536,
    families: ['boot', 'tls', 'mqtt'],
    samples: [
      { at: 0, bytes: [1_504, 2_000, 0] },
      { at: 10, bytes: [1_504, 0, 0] },
      { at: second + 10, bytes: [1_504, 0, 3_000] },
    ],
    endAt: second + 15,
  });
});

test('what comes and goes at one instant is a peak of that instant', () => {
  const { kernel, heap, take } = setUp();
  const recorder = new TimelineRecorder(kernel, heap);
  heap.free(take(2_000, 'tls.in'));
  expect(totals(recorder.stop())).toEqual([
    [0, 2_000],
    [0, 0],
  ]);
});

test('a restart empties it', async () => {
  const { kernel, heap, take } = setUp();
  const recorder = new TimelineRecorder(kernel, heap);
  take(2_000, 'tls.in');
  await kernel.runFor(second);
  heap.reset();
  await kernel.runFor(second);
  take(200, 'tls.in');
  expect(totals(recorder.stop())).toEqual([
    [0, 2_000],
    [second, 0],
    [2 * second, 200],
  ]);
});

test('however long it goes on, the peak and the end are there, and the samples are few', async () => {
  const walk = fc.array(
    fc.record({
      waitMs: fc.integer({ min: 0, max: 2_000 }),
      bytes: fc.integer({ min: 8, max: 40 }),
    }),
    { minLength: 1, maxLength: 3_000, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(walk, async (steps) => {
      const { kernel, heap, take } = setUp();
      const recorder = new TimelineRecorder(kernel, heap);
      const blocks: Block[] = [];
      let most = [0, 0];
      for (const { waitMs, bytes } of steps) {
        await kernel.runFor(waitMs * millisecond);
        if (bytes % 3 > 0 && blocks.length < 1_000)
          blocks.push(take(bytes + 24, `o${bytes % 4}.x`));
        else for (const block of blocks.splice(0, bytes % 5)) heap.free(block);
        if (heap.usedBytes > (most[1] ?? 0)) most = [kernel.now, heap.usedBytes];
      }
      const timeline = recorder.stop();
      const told = totals(timeline);
      expect(timeline.samples.length).toBeLessThanOrEqual(1_024);
      expect(told.map(([at]) => at)).toEqual(told.map(([at]) => at ?? 0).toSorted((a, b) => a - b));
      expect(told.at(-1)?.[1]).toBe(heap.usedBytes);
      expect(told).toContainEqual(most);
    }),
    // A walk this long takes minutes to be made shorter.
    { numRuns: 10, endOnFailure: true },
  );
});
