/** One small mistake in one place of the source. */
export interface Mutant {
  /** The number of its switch, counted over all files of a run. */
  readonly id: number;
  /** From the root of the project. */
  readonly path: string;
  /** Counted from 1, as an editor shows it. */
  readonly line: number;
  readonly column: number;
  /** The whole source line, without the space around it. */
  readonly on: string;
  readonly original: string;
  readonly replacement: string;
}
