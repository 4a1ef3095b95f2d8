import {
  describePortability,
  faultDescriptions,
  loadScenario,
  openScenarioTarget,
  readFilesIn,
  readModule,
  runScenario,
  scenarioBytesMax,
  scenarioDialects,
  type Scenario,
} from '@w800/scenario';

import type { Engine } from './engine.ts';

/** The engine that ships. */
export const engine: Engine = {
  fileBytesMax: scenarioBytesMax,
  dialects: scenarioDialects,
  get faults() {
    return faultDescriptions();
  },
  load: loadScenario,
  run: (scenario: Scenario, options) => runScenario(scenario, options),
  filesIn: readFilesIn,
  readModule: (input, { readFile }) => readModule(input, { readFile }),
  openTarget: openScenarioTarget,
  portability: (scenario: Scenario) => describePortability(scenario),
};
