import type { HeapResult } from '@w800/scenario';

import { grouped } from '../counted.ts';

/** The table of a section: a row an owner, and one for all of them. */
export function ownerRows({ owners, peakUsedBytes, endUsedBytes }: HeapResult) {
  const all = ['all', '', grouped(peakUsedBytes), grouped(endUsedBytes)];
  const rows = owners.map(({ owner, peakBytes, worstBytes, endBytes }) => [
    owner,
    grouped(peakBytes),
    grouped(worstBytes),
    grouped(endBytes),
  ]);
  return { head: ['owner', 'its own peak', 'at the worst moment', 'at the end'], rows, all };
}
