import { describe, expect, it } from 'vitest';

import { exampleHeap } from '../testing/example-heap.ts';
import { heapLines } from './heap-lines.ts';

const { heap } = exampleHeap(128_312);
const first = {
  at: 1_807_000_000,
  owner: 'tls.in',
  requestedBytes: 16_765,
  freeBytes: 40_000,
  largestFreeBytes: 9_000,
};
const short = { ...heap, refused: { count: 2, first } };
const figures =
  'heap: peak 128,312 of 258,744 bytes, low water 130,432, ' +
  'largest free block 90,000 (131,040 at the end)';
const refusal =
  'heap: 2 requests failed, first tls.in for 16,765 bytes at 1.8 s: ' +
  '40,000 were free, 9,000 the largest block.';

describe('the lines about the heap', () => {
  it('are told when they are asked for', () => {
    expect(heapLines({ heap, verdict: 'passed' }, true)).toEqual([figures]);
    expect(heapLines({ heap: short, verdict: 'passed' }, true)).toEqual([figures, refusal]);
    expect(heapLines({ verdict: 'passed' }, true)).toEqual([]);
  });

  it('are told unasked where memory ran out and the run did not pass', () => {
    expect(heapLines({ heap: short, verdict: 'failed' }, false)).toEqual([figures, refusal]);
    expect(heapLines({ heap: short, verdict: 'passed' }, false)).toEqual([]);
    expect(heapLines({ heap, verdict: 'failed' }, false)).toEqual([]);
  });
});
