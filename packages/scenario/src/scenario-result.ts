import type { Finding } from './finding.ts';
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

/** `broken`: the twin itself is at fault, not the module or the scenario. */
export type Verdict = 'passed' | 'failed' | 'interrupted' | 'broken';

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
  /** The same for every run of the same scenario and seed. */
  readonly digest: string;
  /** Nested ones included. */
  readonly steps: number;
  readonly stepsDone: number;
  readonly findings: readonly Finding[];
}
