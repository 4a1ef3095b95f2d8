import type { HeapResult, HeapTimeline } from '@w800/scenario';

/** A heap of 258,744 bytes with the peak, half a second after power-on, that is asked for. */
export function exampleHeap(peakUsedBytes: number): {
  readonly heap: HeapResult;
  readonly timeline: HeapTimeline;
} {
  const capacityBytes = 258_744;
  const tlsBytes = peakUsedBytes - 100_000;
  const lowWaterBytes = capacityBytes - peakUsedBytes;
  const heap = {
    capacityBytes,
    peakUsedBytes,
    peakAt: 500_000_000,
    lowWaterBytes,
    endUsedBytes: 100_000,
    largestFree: { leastBytes: Math.min(lowWaterBytes, 90_000), endBytes: 131_040 },
    refused: { count: 0 },
    owners: [
      { owner: 'wifi.driver', peakBytes: 100_000, worstBytes: 100_000, endBytes: 100_000 },
      { owner: 'tls.in', peakBytes: tlsBytes, worstBytes: tlsBytes, endBytes: 0 },
    ],
  };
  const samples = [
    { at: 0, bytes: [0, 0] },
    { at: 100_000_000, bytes: [100_000, 0] },
    { at: 500_000_000, bytes: [100_000, tlsBytes] },
    { at: 800_000_000, bytes: [100_000, 0] },
  ];
  return {
    heap,
    timeline: { capacityBytes, families: ['wifi', 'tls'], samples, endAt: 1_000_000_000 },
  };
}
