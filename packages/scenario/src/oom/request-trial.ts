import type { Instant } from '@w800/kernel';
import type { TranscriptEntry } from '../transcript.ts';
import type { MemoryRequest } from './memory-request.ts';

/**
 * How a run ended in which one request for memory failed. `unharmed`: the
 * scenario passed all the same. `refused`: a command ended in `ERROR` or its
 * like. `closed`: a connection was closed. `delayed`: what was expected came
 * later, or in another order. `not-started`: the module could not start. `wrong`: a rule was
 * broken.
 */
export type TrialOutcome =
  | 'unharmed'
  | 'refused'
  | 'closed'
  | 'delayed'
  | 'not-started'
  | 'wrong'
  | 'interrupted';

/**
 * Which rule was broken. `hang`: a command was not answered in its time.
 * `ending`: one ended as no document says. `silent`: something did not come
 * that was to come, and nobody was told. `leak`: memory was not given back.
 * `unusable`: the module does not work any more, not even after a restart.
 * `bug`: the twin itself is at fault, as after a block is freed twice.
 */
export type ViolationRule = 'hang' | 'ending' | 'silent' | 'leak' | 'unusable' | 'bug';

export interface Violation {
  readonly rule: ViolationRule;
  /** One sentence. */
  readonly what: string;
}

/** What became of a run in which one request for memory failed. */
export interface RequestTrial {
  readonly request: MemoryRequest;
  readonly outcome: TrialOutcome;
  /** After what the module worked again. */
  readonly usableAfter: 'clean' | 'restart' | 'nothing';
  readonly violations: readonly Violation[];
  /** When the steps were over, and the command under way then, if there was one. */
  readonly overAt: Instant;
  /** The last lines both ways, what was done after the scenario included. */
  readonly transcript: readonly TranscriptEntry[];
}
