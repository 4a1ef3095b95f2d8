import { loadScenario, runScenario, scenarioBytesMax, type Scenario } from '@w800/scenario';

import type { Engine } from './engine.ts';

/** The engine that ships. */
export const engine: Engine = {
  fileBytesMax: scenarioBytesMax,
  load: loadScenario,
  run: (scenario: Scenario, options) => runScenario(scenario, options),
};
