import type { FaultName } from '../engine.ts';
import type { ReadScenario } from '../read-scenarios.ts';
import type { CoverageFault } from './coverage-of.ts';

/** Every fault that no scenario in the folder of its class applies by name. */
export function unshownFaults(
  faults: readonly FaultName[],
  scenarios: readonly ReadScenario[],
): readonly CoverageFault[] {
  return faults.flatMap((fault) => {
    const { name } = fault;
    const folder = `scenarios/faults/${fault.class}`;
    const isShown = scenarios.some(
      ({ file, scenario }) => file.startsWith(`${folder}/`) && scenario.faults.includes(name),
    );
    const what = `the fault ${name} is applied by no scenario in ${folder}`;
    return isShown ? [] : [{ place: `${folder}/${name}.yaml`, what }];
  });
}
