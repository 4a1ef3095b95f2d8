import { grouped } from '../counted.ts';
import { shortDuration } from '../short-duration.ts';
import type { HeapSection } from './heap-section.ts';
import { refusedLines } from './refused-lines.ts';

/** What there is to say of a section in sentences. */
export function sectionLines(section: HeapSection): readonly string[] {
  const { file, dialect, seed, verdict, runs, leastPeakBytes, heap } = section;
  const { capacityBytes, peakUsedBytes, peakAt, lowWaterBytes, endUsedBytes, largestFree } = heap;
  const range = `${grouped(leastPeakBytes)} to ${grouped(peakUsedBytes)} bytes`;
  const when = shortDuration(peakAt / 1_000_000);
  return [
    `${file}, dialect ${dialect}, seed ${seed}${verdict === 'passed' ? '' : `: ${verdict}`}.`,
    ...(runs === 1 ? [] : [`The highest peak of ${grouped(runs)} runs, from ${range}.`]),
    `Peak ${grouped(peakUsedBytes)} of ${grouped(capacityBytes)} bytes at ${when}, ` +
      `low water ${grouped(lowWaterBytes)}; ${grouped(endUsedBytes)} used at the end.`,
    `Largest free block ${grouped(largestFree.leastBytes)} bytes at worst, ` +
      `${grouped(largestFree.endBytes)} at the end.`,
    ...refusedLines(heap),
  ];
}
