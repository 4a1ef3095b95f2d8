import type { AnyStepDefinition } from './define-step.ts';
import type { ModuleSlots } from './module/module-slots.ts';
import type { StepSite } from './step-failure.ts';
import type { WorldSpec } from './world/world-schema.ts';

/** A step that has been read. */
export interface Step {
  readonly site: StepSite;
  readonly definition: AnyStepDefinition;
  /** What `definition.schema` made of it. */
  readonly value: unknown;
  /** The steps inside it. */
  readonly children: readonly Step[];
}

/** A scenario file that has been read and found in order. */
export interface Scenario {
  readonly name: string;
  readonly file: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  /** Ids of the requirements it shows. */
  readonly shows: readonly string[];
  /** Names of the faults it applies. */
  readonly faults: readonly string[];
  readonly seed: number;
  /** The dialect it is about; undefined: any, and `docs` when nothing else is said. */
  readonly dialect: string | undefined;
  /** Why it makes sense on the twin alone; undefined: it may run on a real module. */
  readonly twinOnly: string | undefined;
  readonly withinNs: number;
  readonly limitNs: number;
  /** What is put into the module's slots. */
  readonly module: ModuleSlots;
  readonly world: WorldSpec;
  readonly vars: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** How many steps there are, nested ones included. */
export function countSteps(steps: readonly Step[]): number {
  return steps.reduce((count, step) => count + 1 + countSteps(step.children), 0);
}
