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
  holders: [7, 6, 5, 4, 3, 2, 1].map((many) => ({ owner: `o.${many}`, bytes: many * 1_000 })),
};
const short = { ...heap, refused: { count: 2, first } };
const figures =
  'heap: peak 128,312 of 258,744 bytes, low water 130,432, ' +
  'largest free block 90,000 (131,040 at the end)';
const refusal = [
  'heap: 2 requests failed, first tls.in for 16,765 bytes at 1.8 s: ' +
    '40,000 were free, 9,000 the largest block.',
  'heap: held then by o.7 7,000, o.6 6,000, o.5 5,000, o.4 4,000, o.3 3,000, o.2 2,000 and others.',
];

describe('the lines about the heap', () => {
  it('are told when they are asked for', () => {
    expect(heapLines({ heap, verdict: 'passed' }, true)).toEqual([figures]);
    expect(heapLines({ heap: short, verdict: 'passed' }, true)).toEqual([figures, ...refusal]);
    expect(heapLines({ verdict: 'passed' }, true)).toEqual([]);
  });

  it('are told unasked where memory ran out and the run did not pass', () => {
    expect(heapLines({ heap: short, verdict: 'failed' }, false)).toEqual([figures, ...refusal]);
    expect(heapLines({ heap: short, verdict: 'passed' }, false)).toEqual([]);
    expect(heapLines({ heap, verdict: 'failed' }, false)).toEqual([]);
  });
});
