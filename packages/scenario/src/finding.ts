/** A point of a run that would surprise its reader. */
export interface Finding {
  /** Virtual nanoseconds since the run began. */
  readonly at: number;
  /** Stable dotted name: `tls.hostname-unchecked`. */
  readonly id: string;
  readonly text: string;
}
