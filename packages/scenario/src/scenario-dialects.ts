import { dialects } from '@w800/device';

/** A dialect as scenarios, the command line and reports name it. */
export interface ScenarioDialect {
  readonly name: string;
  /** As it stands in a sentence: `the firmware`. */
  readonly subject: string;
  readonly summary: string;
}

/** Every dialect a scenario can be run in, the default first. */
export const scenarioDialects: readonly ScenarioDialect[] = dialects.map(
  ({ name, subject, summary }) => ({ name, subject, summary }),
);

/** What a scenario runs in when neither it nor the run names a dialect. */
export const dialectDefault = 'docs';
