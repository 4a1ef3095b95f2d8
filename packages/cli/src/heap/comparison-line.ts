import { counted, grouped } from '../counted.ts';
import { printable } from '../printable.ts';
import type { HeapComparison } from './heap-baseline.ts';

/** How the peaks compared with those that were, in a line. */
export function comparisonLine({ file, compared, missing, written }: HeapComparison): string {
  const head = `heap baseline ${printable(file)}: `;
  if (written !== undefined) return `${head}${counted(written, 'run')} written`;
  const added =
    missing === 0 ? '' : `, ${grouped(missing)} not in it (--update-heap-baseline adds)`;
  return `${head}${counted(compared, 'run')} compared${added}`;
}
