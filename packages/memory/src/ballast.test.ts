import { Kernel, Random } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ballast } from './ballast.ts';
import { Heap } from './heap.ts';
import { shrunkLayout } from './shrunk-layout.ts';

const regions = [
  { name: 'a', base: 0x20000000, bytes: 4_096 },
  { name: 'b', base: 0x20028000, bytes: 8_192 },
];
const layout = { headerBytes: 24, alignmentBytes: 8, regions };
const heapOf = () => new Heap(new Kernel({ seed: 1 }), layout);

describe('ballast', () => {
  test('leaves no more than what was said, and no less than a smallest block less', () => {
    const heap = heapOf();
    heap.allocate(1_000, 'other');
    const ballast = new Ballast(heap, 'leak');
    ballast.leave(2_048);
    expect(heap.freeBytes).toBeLessThanOrEqual(2_048);
    expect(heap.freeBytes).toBeGreaterThan(2_048 - 2 * 48);
    ballast.release();
    expect(heap.usedBy('leak')).toBe(0);
    expect(heap.freeBytes).toBe(heap.capacityBytes - 1_024);
  });

  test('fragments: much is free, and a block beyond the stretch does not fit', () => {
    const heap = heapOf();
    const ballast = new Ballast(heap, 'hoard');
    ballast.fragment(512);
    expect(heap.largestFreeBytes).toBeLessThanOrEqual(512);
    expect(heap.freeBytes).toBeGreaterThan(heap.capacityBytes * 0.9);
    expect(heap.allocate(600, 'other')).toBeUndefined();
    expect(heap.allocate(400, 'other')).toBeDefined();
  });

  test.each([64, 511, 1_000, 4_096, 20_000])(
    'in stretches of at most %d bytes nothing larger is free, and little is taken for it',
    (stretchBytes) => {
      const heap = heapOf();
      const holes = [700, 100, 2_000, 100].map((bytes) => heap.allocate(bytes, 'other'));
      for (const hole of [holes[0], holes[2]]) if (hole !== undefined) heap.free(hole);
      const free = heap.freeBytes;
      new Ballast(heap, 'hoard').fragment(stretchBytes);
      expect(heap.largestFreeBytes).toBeLessThanOrEqual(stretchBytes);
      // A small block a stretch, and in every hole one more at most, which may get a rest along.
      const blocks = Math.floor(free / Math.floor(stretchBytes / 8) / 8) + 3;
      expect(heap.usedBy('hoard')).toBeLessThanOrEqual(32 * blocks + 3 * 48);
      for (const { bytes } of heap.stretches()) expect(bytes).toBeGreaterThanOrEqual(32);
    },
  );

  test('breaking up takes no more on the way than it holds at the end', () => {
    const kernel = new Kernel({ seed: 1 });
    const heap = new Heap(kernel, layout);
    const seen: string[] = [];
    kernel.trace.onAny(({ kind }) => seen.push(kind));
    new Ballast(heap, 'hoard').fragment(512);
    new Ballast(heap, 'other').scatter(kernel.random.fork('scatter'), 2_048, 256);
    expect(heap.lowWaterBytes).toBe(heap.freeBytes);
    expect(new Set(seen)).toEqual(new Set(['heap.allocate']));
  });

  test('scatters so many bytes all over the heap, the same for the same seed', () => {
    const placesOf = (seed: string): readonly number[] => {
      const heap = heapOf();
      new Ballast(heap, 'hoard').scatter(new Random(seed), 4_096, 512);
      expect(heap.usedBy('hoard')).toBeGreaterThanOrEqual(4_096);
      expect(heap.usedBy('hoard')).toBeLessThan(4_096 + 2 * 48);
      // Two thirds are free, and no stretch is half of that.
      expect(heap.largestFreeBytes).toBeLessThan(4_096);
      for (const { bytes } of heap.blocks()) expect(bytes).toBeLessThanOrEqual(512 + 48);
      return heap.blocks().map(({ address }) => address);
    };
    expect(placesOf('1')).toEqual(placesOf('1'));
    expect(placesOf('1')).not.toEqual(placesOf('2'));
  });

  test('scatters all there is, if that is less', () => {
    const heap = heapOf();
    new Ballast(heap, 'hoard').scatter(new Random('1'), 100_000, 700);
    expect(heap.freeBytes).toBe(0);
    const tiny = new Heap(new Kernel({ seed: 1 }), shrunkLayout(layout, 16));
    new Ballast(tiny, 'hoard').scatter(new Random('1'), 100_000, 700);
    expect(tiny.freeBytes).toBe(16);
  });

  test('what a restart has freed is not freed again', () => {
    const heap = heapOf();
    const ballast = new Ballast(heap, 'leak');
    expect(ballast.take(1_000)).toBe(true);
    heap.reset();
    ballast.release();
    expect(heap.freeBytes).toBe(heap.capacityBytes);
  });

  test('whatever is held beside it, releasing gives back exactly what it took', () => {
    const deed = fc.oneof(
      fc.record({ do: fc.constant('leave' as const), bytes: fc.integer({ min: 0, max: 9_000 }) }),
      fc.record({ do: fc.constant('take' as const), bytes: fc.integer({ min: 1, max: 5_000 }) }),
      fc.record({
        do: fc.constant('fragment' as const),
        bytes: fc.integer({ min: 0, max: 3_000 }),
      }),
      fc.record({ do: fc.constant('scatter' as const), bytes: fc.integer({ min: 0, max: 9_000 }) }),
    );
    const others = fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(others, fc.array(deed, { maxLength: 6 }), (sizes, deeds) => {
        const heap = heapOf();
        for (const bytes of sizes) heap.allocate(bytes, 'other');
        const before = heap.freeBytes;
        const ballast = new Ballast(heap, 'leak');
        for (const { do: deedName, bytes } of deeds) {
          if (deedName === 'scatter') ballast.scatter(new Random('1'), bytes, 300);
          else ballast[deedName](bytes);
          const freeMax = deedName === 'leave' ? Math.max(0, bytes) : before;
          expect(heap.freeBytes).toBeLessThanOrEqual(freeMax);
          const largestMax = deedName === 'fragment' ? Math.max(31, bytes) : before;
          expect(heap.largestFreeBytes).toBeLessThanOrEqual(largestMax);
        }
        ballast.release();
        expect(heap.freeBytes).toBe(before);
        expect(heap.usedBy('leak')).toBe(0);
      }),
    );
  });
});

describe('a refusal', () => {
  test('fails the requests it is meant for, and no more once it is taken back', () => {
    const heap = heapOf();
    const asked: string[] = [];
    const allow = heap.refuse((bytes, owner) => {
      asked.push(`${owner} ${bytes}`);
      return owner === 'mqtt';
    });
    expect(heap.allocate(8, 'mqtt')).toBeUndefined();
    expect(heap.allocate(8, 'tcp')).toBeDefined();
    allow();
    expect(heap.allocate(8, 'mqtt')).toBeDefined();
    expect(asked).toEqual(['mqtt 8', 'tcp 8']);
  });

  test('is traced like a heap that is full', () => {
    const kernel = new Kernel({ seed: 1 });
    const heap = new Heap(kernel, layout);
    const seen: unknown[] = [];
    kernel.trace.onAny(({ kind, data }) => seen.push([kind, data['owner']]));
    heap.refuse(() => true);
    heap.allocate(8, 'mqtt');
    expect(seen).toEqual([['heap.exhausted', 'mqtt']]);
  });
});
