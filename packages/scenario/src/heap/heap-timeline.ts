import type { Instant } from '@w800/kernel';

/** How much was used at an instant, and from then on until the next sample. */
export interface HeapSample {
  readonly at: Instant;
  /** Headers included, in the order of the timeline's families. */
  readonly bytes: readonly number[];
}

/**
 * How the heap of a run filled and emptied, in so few samples that it can be
 * drawn: the fullest moment and the last state of every slice of time.
 */
export interface HeapTimeline {
  readonly capacityBytes: number;
  /** The first words of the owners, in the order in which they first held memory: `tls`. */
  readonly families: readonly string[];
  /** In the order of time. */
  readonly samples: readonly HeapSample[];
  readonly endAt: Instant;
}
