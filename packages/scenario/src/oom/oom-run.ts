import { minute } from '@w800/kernel';
import { durationMaxNs } from '../fields/duration.ts';
import type { RunCompanion } from '../run-companion.ts';
import { runScenario, type RunOptions } from '../run-scenario.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioResult } from '../scenario-result.ts';

/** What a run without memory can be told beside its scenario. */
export type OomOptions = Pick<
  RunOptions,
  'seed' | 'dialect' | 'signal' | 'module' | 'given' | 'showSecrets' | 'openBench' | 'onRecord'
>;

/** How many of the last lines are kept with what went wrong. */
export const transcriptLength = 64;

/** What is done afterwards takes time of its own. */
const afterwardsNs = 60 * minute;

/** Runs a scenario with somebody who looks after the module when it is over. */
export function runAccompanied(
  scenario: Scenario,
  companion: RunCompanion,
  options: OomOptions,
): Promise<ScenarioResult> {
  const limitNs = Math.min(durationMaxNs, scenario.limitNs + afterwardsNs);
  return runScenario({ ...scenario, limitNs }, { ...options, companion });
}
