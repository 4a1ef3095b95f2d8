import { Kernel } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ballast } from './ballast.ts';
import { Heap } from './heap.ts';

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
        bytes: fc.integer({ min: 32, max: 3_000 }),
      }),
    );
    const others = fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(others, fc.array(deed, { maxLength: 6 }), (sizes, deeds) => {
        const heap = heapOf();
        for (const bytes of sizes) heap.allocate(bytes, 'other');
        const before = heap.freeBytes;
        const ballast = new Ballast(heap, 'leak');
        for (const { do: deedName, bytes } of deeds) {
          ballast[deedName](bytes);
          expect(deedName === 'leave' ? heap.freeBytes : 0).toBeLessThanOrEqual(
            Math.max(before, bytes),
          );
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
