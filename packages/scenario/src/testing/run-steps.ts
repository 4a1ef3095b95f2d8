import { loadScenario } from '../load-scenario.ts';
import { runScenario, type RunOptions } from '../run-scenario.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { scriptedBench, type Script, type ScriptedBench } from './scripted-bench.ts';

export interface StepsRun {
  readonly result: ScenarioResult;
  readonly bench: ScriptedBench;
}

/**
 * Runs steps, written as YAML, against a scripted module.
 * @param prepare has the bench in hand before the module is switched on
 */
export async function runSteps(
  steps: string,
  script: Script,
  prepare: (bench: ScriptedBench) => void = () => {},
  options: RunOptions = {},
): Promise<StepsRun> {
  const loaded = loadScenario(`name: t\n${steps}`, 't.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  let bench: ScriptedBench | undefined;
  const result = await runScenario(loaded.scenario, {
    ...options,
    openBench: async (_scenario, kernel) => {
      bench = scriptedBench(script, kernel);
      prepare(bench);
      return bench;
    },
  });
  if (bench === undefined) throw new Error('the run opened no bench');
  return { result, bench };
}
