import * as fc from 'fast-check';

/** One thing a program does with the heap. */
export type HeapStep =
  | { readonly do: 'allocate'; readonly bytes: number; readonly owner: string }
  /** Asks for so much that of a gap that many bytes would be left. */
  | { readonly do: 'fill'; readonly gap: number; readonly leaving: number; readonly owner: string }
  | { readonly do: 'free'; readonly block: number }
  | { readonly do: 'reallocate'; readonly block: number; readonly bytes: number }
  | { readonly do: 'reset' };

const block = fc.nat(999);
const owner = fc.constantFrom('tcp.socket', 'mqtt.client', 'tls.peer', 'at.data');

/**
 * Steps that fill a heap of that size, break it up and empty it again.
 * @param capacityBytes what is free at power-on
 */
export function heapSteps(capacityBytes: number, count: number): fc.Arbitrary<HeapStep[]> {
  const bytes = fc.oneof(
    fc.nat(64),
    fc.nat(Math.ceil(capacityBytes / 100)),
    fc.nat(Math.ceil(capacityBytes / 10)),
  );
  const allocate = fc.record({ do: fc.constant('allocate' as const), bytes, owner });
  const leaving = fc.integer({ min: -16, max: 96 });
  const gap = fc.nat(99);
  const fill = fc.record({ do: fc.constant('fill' as const), gap, leaving, owner });
  const free = fc.record({ do: fc.constant('free' as const), block });
  const reallocate = fc.record({ do: fc.constant('reallocate' as const), block, bytes });
  const reset = fc.record({ do: fc.constant('reset' as const) });
  const step = fc.oneof(
    { weight: 200, arbitrary: allocate },
    { weight: 30, arbitrary: fill },
    { weight: 150, arbitrary: free },
    { weight: 60, arbitrary: reallocate },
    { weight: 1, arbitrary: reset },
  );
  return fc.array(step, { maxLength: count, size: 'max' });
}
