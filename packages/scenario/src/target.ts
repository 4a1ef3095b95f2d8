import type { TargetLink, WallClock } from '@w800/live';
import type { ModuleSlots } from './module/module-slots.ts';
import type { WorldSpec } from './world/world-schema.ts';

/** A real module, and how scenarios are to be run on it. */
export interface Target {
  /** Open; it stays open after a run. */
  readonly link: TargetLink;
  /** Begin from factory settings, which erases what the module has stored. Default: AT+RST. */
  readonly restore?: boolean;
  /** How long the module may take to answer at first, in nanoseconds. Default 20 s. */
  readonly patienceNs?: number;
  /** Default the machine's own. */
  readonly clock?: WallClock | undefined;
  /** How it words its answers: the name of a dialect. Default `docs`. */
  readonly dialect?: string | undefined;
  /** What stands around it. Absent: whatever a scenario asks for. */
  readonly world?: WorldSpec | undefined;
  /** What is in its slots; goes with `world`. */
  readonly module?: ModuleSlots | undefined;
  /** Steps that last longer by themselves are skipped. Absent: none is. */
  readonly waitMaxNs?: number | undefined;
}
