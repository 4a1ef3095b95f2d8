import type { HeapResult } from '@w800/scenario';

import { grouped } from '../counted.ts';
import { shortDuration } from '../short-duration.ts';

const holdersMax = 6;

/** What became of requests that failed; nothing when none did. */
export function refusedLines({ refused: { count, first } }: HeapResult): readonly string[] {
  if (first === undefined) return [];
  const { owner, requestedBytes, freeBytes, largestFreeBytes, at, holders } = first;
  const held = holders.slice(0, holdersMax).map((one) => `${one.owner} ${grouped(one.bytes)}`);
  const noun = count === 1 ? 'request' : 'requests';
  return [
    `${grouped(count)} ${noun} failed, first ${owner} for ${grouped(requestedBytes)} bytes ` +
      `at ${shortDuration(at / 1_000_000)}: ${grouped(freeBytes)} were free, ` +
      `${grouped(largestFreeBytes)} the largest block.`,
    `Held then by ${held.join(', ')}${holders.length > holdersMax ? ' and others' : ''}.`,
  ];
}
