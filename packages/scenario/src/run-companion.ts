import type { HostDriver } from './host-driver.ts';
import type { Step } from './scenario.ts';

/** Where a scenario ended before its last step. */
export interface Cut {
  /** Undefined: the steps are over, and something they asked for has not come. */
  readonly step: Step | undefined;
  /** How much of the module's output had been read when the step began. */
  readonly cursor: number;
  readonly error: Error;
}

/** Goes along with a run. It may look at everything, and break what it was made to break. */
export interface RunCompanion {
  /** The module takes commands, and no step has begun. */
  booted?(host: HostDriver): void;
  /** Whether the run goes on although this step has failed. */
  excuses?(step: Step): boolean;
  /**
   * The steps are over, or one of them has failed, which decides the verdict whatever happens here.
   * @param again runs the steps once more, up to the first that fails
   */
  over?(host: HostDriver, cut: Cut | undefined, again: () => Promise<void>): Promise<void>;
}
