import {
  describePortability,
  failAllocation,
  faultDescriptions,
  loadScenario,
  openScenarioTarget,
  readFilesIn,
  readModule,
  runScenario,
  scenarioBytesMax,
  scenarioDialects,
  surveyRequests,
  tryRequest,
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
  run: (scenario: Scenario, { failAllocation: nth, ...options }) =>
    runScenario(scenario, {
      ...options,
      companion: nth === undefined ? undefined : failAllocation(nth),
    }),
  surveyRequests: (scenario: Scenario, options) => surveyRequests(scenario, options),
  tryRequest: (scenario: Scenario, request, clean, options) =>
    tryRequest(scenario, request, clean, options),
  filesIn: readFilesIn,
  readModule: (input, { readFile }) => readModule(input, { readFile }),
  openTarget: openScenarioTarget,
  portability: (scenario: Scenario) => describePortability(scenario),
};
