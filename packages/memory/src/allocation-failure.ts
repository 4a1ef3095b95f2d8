import type { Instant, Kernel } from '@w800/kernel';
import type { Heap } from './heap.ts';

/** Which requests of a heap fail. */
export interface FailurePlan {
  /** The first that fails, counted from 1. One for 0 bytes is not counted. */
  readonly nth: number;
  /** How many fail in a row. Default 1. */
  readonly times?: number;
  /** Only requests of this owner are counted, and fail. Default: those of all. */
  readonly owner?: string;
  /**
   * `now`: they are counted from now on, over restarts. `power-on`: from every
   * power-on or restart that comes, each time from 1; this life goes on
   * undisturbed. Default `now`.
   */
  readonly since?: 'now' | 'power-on';
}

/** A request that was made to fail. */
export interface FailedRequest {
  readonly at: Instant;
  /** Its number as the plan counts. */
  readonly number: number;
  readonly owner: string;
  readonly requestedBytes: number;
}

/** Makes chosen requests of a heap fail, from when this is made. */
export class AllocationFailure {
  /** What has failed for it, in order. */
  readonly failed: readonly FailedRequest[];

  private readonly endings: readonly (() => void)[];

  constructor(kernel: Kernel, heap: Heap, plan: FailurePlan) {
    const { nth, times = 1, owner: only, since = 'now' } = plan;
    kernel.assert(Number.isInteger(nth) && nth >= 1, 'requests are counted from 1');
    kernel.assert(times >= 1, 'a failure fails at least one request');
    const failed: FailedRequest[] = [];
    this.failed = failed;
    let counted = since === 'now' ? 0 : undefined;
    const allow = heap.refuse((requestedBytes, owner) => {
      if (counted === undefined || (only !== undefined && owner !== only)) return false;
      counted += 1;
      if (counted < nth || counted >= nth + times) return false;
      failed.push({ at: kernel.now, number: counted, owner, requestedBytes });
      return true;
    });
    const unwatch = heap.watch({
      taken() {},
      leaving() {},
      ending() {
        if (since === 'power-on') counted = 0;
      },
    });
    this.endings = [allow, unwatch];
  }

  /** Nothing fails for it any more. Again is harmless. */
  disarm(): void {
    for (const end of this.endings) end();
  }
}
