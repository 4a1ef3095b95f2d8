import type { Holder, WorstMoment } from '@w800/memory';

/** The parts of what a module does, in their order. */
export const budgetPhases = ['join', 'connect', 'subscribe', 'publish', 'receive'] as const;

export type BudgetPhase = (typeof budgetPhases)[number];

/** A request that did not fit. */
export interface Misfit {
  readonly owner: string;
  readonly requestedBytes: number;
  readonly freeBytes: number;
  readonly largestFreeBytes: number;
}

/** Where it ended, and for want of what. */
export interface BudgetFailure {
  readonly phase: BudgetPhase;
  /** What the module did instead, in a sentence. */
  readonly what: string;
  /** Absent: not for want of memory. */
  readonly misfit?: Misfit;
}

/** What one owner holds, headers included. */
export interface OwnerBytes {
  readonly owner: string;
  readonly steadyBytes: number;
  readonly peakBytes: number;
  readonly worstBytes: number;
}

/** What a module did with its memory. */
export interface BudgetMeasure {
  readonly capacityBytes: number;
  readonly bootFreeBytes: number;
  readonly joinedFreeBytes: number;
  /** Connected and subscribed, and nothing under way. */
  readonly steadyFreeBytes: number;
  readonly steadyLargestFreeBytes: number;
  /** The moment with the least free, and what was done then. */
  readonly worst: WorstMoment & { readonly phase: BudgetPhase };
  /** What was held most at each time, by phase. */
  readonly phases: readonly { readonly phase: BudgetPhase; readonly leastFreeBytes: number }[];
  readonly owners: readonly OwnerBytes[];
  /** Blocks that one connection holds, as they were asked for. */
  readonly linkBytes: readonly number[];
  readonly failure?: BudgetFailure;
}

/** How far one thing can grow while all else is as asked for. */
export interface BudgetReach {
  readonly what: 'published payload' | 'received payload' | 'topics' | 'links';
  /** The most that works; 0: not even one. */
  readonly most: number;
  /** Whether what comes first is a limit of the commands, and not memory. */
  readonly isLimit: boolean;
  /** What happens with more. Absent with a limit. */
  readonly failure?: BudgetFailure;
}

/** A configuration that differs in one point. */
export interface WhatIf {
  readonly what: string;
  readonly measure: BudgetMeasure;
}

/** The answer to what fits. */
export interface Budget {
  readonly measure: BudgetMeasure;
  /**
   * How many bytes of those free after the join something else may take, before
   * what is asked for does not work any more, and what goes wrong then.
   */
  readonly sparable?: { readonly bytes: number; readonly failure: BudgetFailure };
  readonly reaches: readonly BudgetReach[];
  readonly whatIfs: readonly WhatIf[];
}

/** @returns bytes by owner */
export function bytesOf(holders: readonly Holder[]): ReadonlyMap<string, number> {
  return new Map(holders.map(({ owner, bytes }) => [owner, bytes]));
}
