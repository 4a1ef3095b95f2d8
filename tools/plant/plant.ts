/** A violation to be planted in a copy of the project. */
export interface Plant {
  /** The rule that must catch it, as its checker calls it. */
  readonly rule: string;
  /** The files to write, from the root of the project. */
  readonly files: Readonly<Record<string, string | ((before: string) => string)>>;
  /** What the checker must say, beside the path of the first file; else the rule's name. */
  readonly says?: readonly string[];
}

/** The violations for one checker. */
export interface Bed {
  /** A name in `checkers`. */
  readonly checker: string;
  /**
   * True if the checker names the place and the rule on one line. Then many
   * violations can be planted at once, each with a number of its own after the
   * word `planted` in its paths and its text.
   */
  readonly oneLine: boolean;
  readonly plants: readonly Plant[];
  /** The rules the checker is configured with; each must have a plant. */
  readonly rules: readonly string[];
}
