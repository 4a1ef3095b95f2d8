import { shortDuration } from '../short-duration.ts';
import type { HeapSection } from './heap-section.ts';
import { kibibytes } from './kibibytes.ts';

/** The line below the title of a chart. */
export function chartSubtitle({ heap }: HeapSection): string {
  const { capacityBytes, peakUsedBytes, peakAt, lowWaterBytes, largestFree } = heap;
  const when = shortDuration(peakAt / 1_000_000);
  const parts = [
    `peak ${kibibytes(peakUsedBytes)} of ${kibibytes(capacityBytes)} at ${when}`,
    `low water ${kibibytes(lowWaterBytes)}`,
    `largest free block ${kibibytes(largestFree.leastBytes)} at worst`,
  ];
  return parts.join(', ');
}
