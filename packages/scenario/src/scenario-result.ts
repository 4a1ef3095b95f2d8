import type { Finding } from './finding.ts';
import type { HeapResult } from './heap/heap-result.ts';
import type { TranscriptEntry } from './transcript.ts';

/** Why a scenario did not pass. */
export interface Failure {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The step as its first line reads. */
  readonly step: string;
  readonly expected: string;
  /** What came instead, line by line, escaped. */
  readonly got: readonly string[];
  /** The last lines both ways. */
  readonly transcript: readonly TranscriptEntry[];
  /** The command that shows it again. */
  readonly replay: string;
  /** One sentence with its place; for a fault of the twin, what its assertion prints. */
  readonly message: string;
}

/** A step that was left out on a real module, and why. */
export interface SkippedStep {
  readonly line: number;
  readonly column: number;
  /** Its word: `broker`. */
  readonly word: string;
  /** `needs the embedded broker`. */
  readonly reason: string;
  /** It may hang on one that was left out before it. */
  readonly follows: boolean;
  /** All that comes behind it follows it. */
  readonly cuts?: true;
}

/** How a run went on a real module. It is never deterministic. */
export interface TargetRun {
  /** `serial:/dev/ttyUSB0@115200`. */
  readonly name: string;
  /** In the order of the file. */
  readonly skipped: readonly SkippedStep[];
  /** Why nothing was run at all. */
  readonly reason?: string;
}

/**
 * `broken`: the twin itself is at fault, not the module or the scenario.
 * `skipped`: nothing of it can be run on a real module.
 */
export type Verdict = 'passed' | 'failed' | 'interrupted' | 'broken' | 'skipped';

export interface ScenarioResult {
  readonly name: string;
  readonly file: string;
  readonly seed: number;
  /** The name of the dialect it was run in. */
  readonly dialect: string;
  readonly verdict: Verdict;
  /** Present when the verdict is `failed` or `broken`. */
  readonly failure?: Failure;
  readonly virtualNs: number;
  /** Absent: it ran on the twin. */
  readonly target?: TargetRun;
  /** The same for every run of the same scenario and seed; empty on a real module. */
  readonly digest: string;
  /** Nested ones included. */
  readonly steps: number;
  readonly stepsDone: number;
  readonly findings: readonly Finding[];
  /** Absent on a real module, and where nothing was run. */
  readonly heap?: HeapResult;
  /** The options of the command line beside seed and dialect that made a difference. */
  readonly given?: string;
}
