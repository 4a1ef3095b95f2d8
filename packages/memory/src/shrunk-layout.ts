import type { HeapLayout, HeapRegion } from './heap-layout.ts';

/**
 * The layout of a heap that is smaller: as if the firmware had that much more
 * static data, which moves the beginning of the first region up, and of the
 * next when nothing is left of the first.
 * @param bytes what is free at power-on, rounded down to the alignment; as much
 * as there is or more leaves the layout as it is
 */
export function shrunkLayout(layout: HeapLayout, bytes: number): HeapLayout {
  const { alignmentBytes } = layout;
  const whole = layout.regions.reduce((sum, region) => sum + region.bytes, 0);
  let surplus = whole - Math.floor(Math.max(0, bytes) / alignmentBytes) * alignmentBytes;
  const regions: HeapRegion[] = [];
  for (const region of layout.regions) {
    const cut = Math.min(region.bytes, Math.max(0, surplus));
    surplus -= cut;
    const base = Math.ceil(region.base / alignmentBytes) * alignmentBytes + cut;
    if (cut === 0) regions.push(region);
    else if (cut < region.bytes) regions.push({ ...region, base, bytes: region.bytes - cut });
  }
  return { ...layout, regions };
}
