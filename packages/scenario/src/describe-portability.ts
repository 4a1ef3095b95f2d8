import { portabilityOf } from './portability.ts';
import { countSteps, type Scenario } from './scenario.ts';
import { dialectDefault } from './scenario-dialects.ts';
import type { SkippedStep } from './scenario-result.ts';
import { targetLacks } from './target-lacks.ts';

/** How much of a scenario a real module can show. */
export interface PortabilityDescription {
  /** Why nothing of it can be run; absent: something can. */
  readonly reason?: string;
  /** Nested ones included. */
  readonly steps: number;
  /** In the order of the file. */
  readonly skipped: readonly SkippedStep[];
}

/** Tells what a module on a line that can be set would run, in surroundings as its world says. */
export function describePortability(
  scenario: Scenario,
  dialect: string = dialectDefault,
): PortabilityDescription {
  const lacks = targetLacks({ settable: true });
  const { reason, skipped } = portabilityOf(scenario, { lacks, dialect });
  const steps = countSteps(scenario.steps);
  return { ...(reason === undefined ? {} : { reason }), steps, skipped: [...skipped.values()] };
}
