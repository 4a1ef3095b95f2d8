import type { ScenarioResult } from '@w800/scenario';

import { grouped } from '../counted.ts';
import { printable } from '../printable.ts';
import { refusedLines } from './refused-lines.ts';

/**
 * What a run says of the heap in short lines: all when it is asked for; where
 * it is not, only that memory ran out in a run that did not pass.
 */
export function heapLines(
  { heap, verdict }: Pick<ScenarioResult, 'heap' | 'verdict'>,
  isAsked: boolean,
): readonly string[] {
  if (heap === undefined) return [];
  const { capacityBytes, peakUsedBytes, lowWaterBytes, largestFree, refused } = heap;
  const isTelling = verdict !== 'passed' && refused.count > 0;
  if (!isAsked && !isTelling) return [];
  const block = `${grouped(largestFree.leastBytes)} (${grouped(largestFree.endBytes)} at the end)`;
  return [
    `heap: peak ${grouped(peakUsedBytes)} of ${grouped(capacityBytes)} bytes, ` +
      `low water ${grouped(lowWaterBytes)}, largest free block ${block}`,
    ...refusedLines(heap).map((line) => `heap: ${printable(line.replace(/^Held/, 'held'))}`),
  ];
}
