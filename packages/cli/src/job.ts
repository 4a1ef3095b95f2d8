import type { CleanRun, MemoryRequest, RequestTrial, ScenarioResult } from '@w800/scenario';

import type { FileText, HeapTimeline, ModuleSlots } from './engine.ts';

/** One run of one scenario. Plain data: it crosses to a worker. */
export interface Job {
  /** Position of the run in the order of the report. */
  readonly index: number;
  /** True for the second run of a pair whose digests are compared. */
  readonly again: boolean;
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly seed: number;
  readonly dialect: string;
  /** Which of the dialects this is for its scenario and seed; 0 is the measure of the others. */
  readonly turn: number;
  /** Whether the trace is wanted as text. */
  readonly log: boolean;
  /** Whether it is wanted how the heap filled and emptied. */
  readonly heapTimeline?: boolean;
  /** Whether passwords are left in what is shown and written. Absent: they are masked. */
  readonly showSecrets?: boolean;
  /** The files that the scenario names, as they were when it was read. */
  readonly files?: Readonly<Record<string, FileText>>;
  /** What the command line says of the module's certificates, and how it was typed. */
  readonly module?: { readonly slots: ModuleSlots; readonly typed: string };
  /** The n-th request for memory that is made to fail. Absent: none. */
  readonly failAllocation?: number;
  /** A request that fails, and the run that is the measure. Absent: the run is no trial. */
  readonly trial?: { readonly request: MemoryRequest; readonly clean: CleanRun };
  /** Where its transcript is written, and whose it is. Absent: nowhere. */
  readonly recording?: { readonly path: string; readonly module: string };
}

export interface JobResult {
  readonly result: ScenarioResult;
  /** Present when the job was a trial and came to its end. */
  readonly trial?: RequestTrial;
  /** Real milliseconds the run took. */
  readonly realMs: number;
  /** Where it was wanted, and the run came to an end of its own. */
  readonly heapTimeline?: HeapTimeline;
}
