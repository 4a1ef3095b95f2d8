import { Kernel } from '@w800/kernel';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from './block.ts';
import { Heap } from './heap.ts';
import type { HeapLayout, HeapRegion } from './heap-layout.ts';

/** Small regions, the second not behind the first, so that a few dozen steps fill them. */
const layout: HeapLayout = {
  headerBytes: 24,
  alignmentBytes: 8,
  regions: [
    { name: 'first', base: 0x8000, bytes: 1024 },
    { name: 'second', base: 0x1004, bytes: 1600 },
  ],
};

interface Gap {
  readonly address: number;
  readonly bytes: number;
}

/** What is free, worked out from the blocks in use alone. */
function gapsOf(region: HeapRegion, blocks: readonly Block[]): readonly Gap[] {
  const base = Math.ceil(region.base / 8) * 8;
  const end = base + region.bytes;
  const inside = blocks.filter(({ address }) => base <= address && address < end);
  const edges = [...inside.map(({ address }) => address), end];
  const starts = [base, ...inside.map(({ address, bytes }) => address + bytes)];
  return starts
    .map((address, index) => ({ address, bytes: (edges[index] ?? 0) - address }))
    .filter(({ bytes }) => bytes !== 0);
}

/** Where a request must land: the first gap that holds it, the rest kept when over 48 bytes. */
function placeOf(requestedBytes: number, gaps: readonly Gap[]): Gap | undefined {
  const cost = Math.ceil((requestedBytes + 24) / 8) * 8;
  const gap = gaps.find(({ bytes }) => bytes >= cost);
  if (gap === undefined || requestedBytes === 0) return undefined;
  return { address: gap.address, bytes: gap.bytes - cost > 48 ? cost : gap.bytes };
}

function checkInvariants(heap: Heap): readonly Gap[] {
  const blocks = heap.blocks();
  const gaps = layout.regions.flatMap((region) => gapsOf(region, blocks));
  // A negative gap would be an overlap or a block over the end of its region.
  for (const { address, bytes } of [...gaps, ...blocks]) {
    expect(bytes).toBeGreaterThan(0);
    expect(address % 8).toBe(0);
    expect(bytes % 8).toBe(0);
  }
  const usedBytes = blocks.reduce((sum, { bytes }) => sum + bytes, 0);
  const gapBytes = gaps.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(usedBytes + gapBytes).toBe(heap.capacityBytes);
  expect(heap.usedBytes).toBe(usedBytes);
  expect(heap.freeBytes).toBe(gapBytes);
  expect(heap.blockCount).toBe(blocks.length);
  // Gaps are maximal by construction: equal only if free neighbours are merged.
  expect(heap.largestFreeBytes).toBe(Math.max(0, ...gaps.map(({ bytes }) => bytes)));
  const held = [...heap.owners().values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(held).toBe(usedBytes);
  return gaps;
}

type Step =
  | { readonly kind: 'allocate'; readonly bytes: number; readonly owner: string }
  | { readonly kind: 'free'; readonly pick: number }
  | { readonly kind: 'reallocate'; readonly pick: number; readonly bytes: number };

const bytes = fc.oneof(fc.nat(40), fc.nat(400), fc.nat(2000));
const owner = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('allocate' as const), bytes, owner }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('free' as const), pick: fc.nat(99) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reallocate' as const), pick: fc.nat(99), bytes }),
  },
);

/** Performs a step and returns the block it got and the one it replaced or freed. */
function perform(heap: Heap, live: Block[], chosen: Step): { got?: Block; gone?: Block } {
  if (chosen.kind === 'allocate') {
    const got = heap.allocate(chosen.bytes, chosen.owner);
    if (got === undefined) return {};
    live.push(got);
    return { got };
  }
  const index = chosen.pick % Math.max(1, live.length);
  const gone = live[index];
  if (gone === undefined) return {};
  if (chosen.kind === 'free') {
    heap.free(gone);
    live.splice(index, 1);
    return { gone };
  }
  const got = heap.reallocate(gone, chosen.bytes);
  if (got === undefined) return {};
  live[index] = got;
  return { got, gone };
}

/** Whether a step has nothing to work on. */
function isIdle(chosen: Step, live: readonly Block[]): boolean {
  return chosen.kind === 'reallocate' && live.length === 0;
}

test('random requests: first fit by address, no overlap, nothing lost, neighbours merged', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const heap = new Heap(new Kernel({ seed: 1 }), layout);
      const live: Block[] = [];
      let gaps = checkInvariants(heap);
      let lowWaterBytes = heap.capacityBytes;
      for (const chosen of steps) {
        const asksFor = chosen.kind === 'free' || isIdle(chosen, live) ? 0 : chosen.bytes;
        const place = placeOf(asksFor, gaps);
        const { got, gone } = perform(heap, live, chosen);
        expect(got && { address: got.address, bytes: got.bytes }).toEqual(place);
        gaps = checkInvariants(heap);
        // While a block moves, the old one is still held.
        const least = heap.freeBytes - (got && gone ? gone.bytes : 0);
        lowWaterBytes = Math.min(lowWaterBytes, least);
        expect(heap.lowWaterBytes).toBe(lowWaterBytes);
      }
      expect(heap.blocks()).toEqual(live.toSorted((a, b) => a.address - b.address));
      for (const block of live) heap.free(block);
      expect(heap.freeBytes).toBe(heap.capacityBytes);
      expect(heap.largestFreeBytes).toBe(1600);
      expect(heap.lowWaterBytes).toBe(lowWaterBytes);
    }),
    { numRuns: 300, seed: 20 },
  );
});
