import type { Instant } from '@w800/kernel';
import type { Holder } from '@w800/memory';

/** What one owner held in a run, headers included. */
export interface HeapShare {
  /** Dotted, model first: `tcp.socket`. */
  readonly owner: string;
  /** The most it ever held. */
  readonly peakBytes: number;
  /** At the moment when the least was free. */
  readonly worstBytes: number;
  readonly endBytes: number;
}

/** A request for memory that failed. */
export interface RefusedRequest {
  readonly at: Instant;
  readonly owner: string;
  readonly requestedBytes: number;
  readonly freeBytes: number;
  readonly largestFreeBytes: number;
  /** Who held what then, the most first. */
  readonly holders: readonly Holder[];
}

/** How a run used the module's heap, over all its restarts. */
export interface HeapResult {
  /** What is free at power-on. */
  readonly capacityBytes: number;
  /** The most that was ever used, headers included. */
  readonly peakUsedBytes: number;
  /** When that was for the first time. */
  readonly peakAt: Instant;
  /** The least that was ever free. */
  readonly lowWaterBytes: number;
  readonly endUsedBytes: number;
  /** The largest free block: a request succeeds up to one header less. */
  readonly largestFree: { readonly leastBytes: number; readonly endBytes: number };
  /** How many requests failed, and the first of them. */
  readonly refused: { readonly count: number; readonly first?: RefusedRequest };
  /** Everybody who ever held memory, whoever held the most at the worst moment first. */
  readonly owners: readonly HeapShare[];
}
