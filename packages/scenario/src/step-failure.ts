/** The place of a step in its file. */
export interface StepSite {
  readonly line: number;
  readonly column: number;
  /** The step as its first line reads. */
  readonly text: string;
}

/** The module, or the world around it, did not do what a step asked for. */
export class StepFailure extends Error {
  readonly expected: string;
  readonly got: readonly string[];
  /** The step that failed, when it is not the one that was running. */
  readonly site: StepSite | undefined;

  /** @param message a plain sentence without the place */
  constructor(message: string, expected: string, got: readonly string[], site?: StepSite) {
    super(message);
    this.name = 'StepFailure';
    this.expected = expected;
    this.got = got;
    this.site = site;
  }
}

/** The run was ended from outside. */
export class Interrupted extends Error {
  constructor() {
    super('the run was interrupted');
    this.name = 'Interrupted';
  }
}
