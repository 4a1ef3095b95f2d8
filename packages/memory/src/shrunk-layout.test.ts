import { Kernel } from '@w800/kernel';
import { expect, test } from 'vitest';
import { Heap } from './heap.ts';
import { shrunkLayout } from './shrunk-layout.ts';
import { w800Layout } from './testing/heap-layouts.ts';

test.each([
  // [asked for, SRAM at, SRAM bytes, DRAM at, DRAM bytes]
  [258_744, 0x20008d0c, 127_704, 0x20028000, 131_040],
  [300_000, 0x20008d0c, 127_704, 0x20028000, 131_040],
  [258_743, 0x20008d18, 127_696, 0x20028000, 131_040],
  [200_000, 0x20008d10 + 58_744, 127_704 - 58_744, 0x20028000, 131_040],
])('of %d bytes, what is missing is missing at the beginning of SRAM', (bytes, ...expected) => {
  const { regions, ...rest } = shrunkLayout(w800Layout, bytes);
  expect(regions.flatMap((region) => [region.base, region.bytes])).toEqual(expected);
  expect(rest).toEqual({ headerBytes: 24, alignmentBytes: 8 });
});

test('of less than DRAM holds, nothing is left of SRAM', () => {
  expect(shrunkLayout(w800Layout, 131_040).regions).toEqual([w800Layout.regions[1]]);
  expect(shrunkLayout(w800Layout, 65_536).regions).toEqual([
    { name: 'dram', base: 0x20028000 + 131_040 - 65_536, bytes: 65_536 },
  ]);
});

test('a heap on it has that many bytes, and ends where it ended', () => {
  const heap = new Heap(new Kernel({ seed: 1 }), shrunkLayout(w800Layout, 150_000));
  expect(heap.capacityBytes).toBe(150_000);
  expect(heap.stretches().map(({ address, bytes }) => address + bytes)).toEqual([
    0x20008d10 + 127_704,
    0x20028000 + 131_040,
  ]);
});

test.each([0, -5, 7])('of %d bytes nothing is left, and no request succeeds', (bytes) => {
  const heap = new Heap(new Kernel({ seed: 1 }), shrunkLayout(w800Layout, bytes));
  expect([heap.capacityBytes, heap.largestFreeBytes, heap.allocate(1, 'a')]).toEqual([
    0,
    0,
    undefined,
  ]);
});
