import * as fc from 'fast-check';
import type { HeapLayout } from '../heap-layout.ts';

/** The two regions of the AT firmware. */
export const w800Layout: HeapLayout = {
  headerBytes: 24,
  alignmentBytes: 8,
  regions: [
    { name: 'sram', base: 0x20008d0c, bytes: 127_704 },
    { name: 'dram', base: 0x20028000, bytes: 131_040 },
  ],
};

const regionUnitsMax = 128;

/**
 * Small layouts no chip has: regions in any order of address, some of which
 * touch, some empty or too small for any block, and headers of any size.
 */
export const oddLayouts: fc.Arbitrary<HeapLayout> = fc
  .record({
    headerBytes: fc.integer({ min: 1, max: 40 }),
    alignmentBytes: fc.constantFrom(1, 4, 8, 16, 24),
    start: fc.nat(0xffff),
    sizes: fc.array(fc.nat(regionUnitsMax), { minLength: 1, maxLength: 4 }),
    gaps: fc.array(fc.constantFrom(0, 0, 1, 24, 1_000), { minLength: 4, maxLength: 4 }),
    isReversed: fc.boolean(),
  })
  .map(({ headerBytes, alignmentBytes, start, sizes, gaps, isReversed }) => {
    let base = start;
    const regions = sizes.map((units, index) => {
      const region = { name: `region ${index}`, base, bytes: units * alignmentBytes };
      base = Math.ceil(base / alignmentBytes) * alignmentBytes + region.bytes + (gaps[index] ?? 0);
      return region;
    });
    return { headerBytes, alignmentBytes, regions: isReversed ? regions.toReversed() : regions };
  });
