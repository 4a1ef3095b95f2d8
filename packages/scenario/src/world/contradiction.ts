/** What is said against a world, at the place of the part that is to be changed. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly fix: string;
  /** It is the key that is wrong there, not its value. */
  readonly onKey?: true;
}
