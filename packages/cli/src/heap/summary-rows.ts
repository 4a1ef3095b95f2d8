import { grouped } from '../counted.ts';
import type { HeapSection } from './heap-section.ts';

/** The table above the sections: a row a section. */
export function summaryRows(sections: readonly HeapSection[]) {
  const head = [
    'scenario',
    'dialect',
    'seed',
    'peak',
    'low water',
    'largest free block',
    'failed requests',
  ];
  const rows = sections.map(({ dialect, seed, heap }) => [
    dialect,
    String(seed),
    grouped(heap.peakUsedBytes),
    grouped(heap.lowWaterBytes),
    grouped(heap.largestFree.leastBytes),
    grouped(heap.refused.count),
  ]);
  return { head, rows };
}
