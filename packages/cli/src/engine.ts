import type { TraceRecord } from '@w800/kernel';
import type {
  LineTap,
  PortabilityDescription,
  Scenario,
  Problem as ScenarioProblem,
  ScenarioResult,
  StepSite,
  Target,
  TargetRequest,
} from '@w800/scenario';

export type { Target, TargetRequest };

/**
 * What is wrong with a file or the command line, and how to put it right.
 * Line 0 means the file as a whole, an empty file name the command line.
 */
export interface Problem extends Omit<ScenarioProblem, 'code'> {
  readonly code: string;
}

export interface DialectName {
  readonly name: string;
  /** As it stands in a sentence: `the firmware`. */
  readonly subject: string;
}

export interface FaultName {
  readonly name: string;
  readonly class: string;
}

/** A scenario as the command line sees it; only the engine looks deeper. */
export type LoadedScenario = Pick<
  Scenario,
  'name' | 'tags' | 'seed' | 'shows' | 'dialect' | 'faults'
>;

/**
 * What the command line needs from the scenario language. The real one is
 * `scenario-engine.ts`; tests bring their own.
 */
export interface Engine {
  /** The largest file that can be a scenario. */
  readonly fileBytesMax: number;
  /** What `--dialect` takes. */
  readonly dialects: readonly DialectName[];
  /** What can be broken, each with the class whose scenarios show it. */
  readonly faults: readonly FaultName[];
  load(
    text: string,
    file: string,
  ):
    | { readonly ok: true; readonly scenario: LoadedScenario }
    | { readonly ok: false; readonly problems: readonly Problem[] };
  /** @param scenario what `load` of this engine gave */
  run(
    scenario: LoadedScenario,
    options: {
      readonly seed: number;
      /** Absent: the scenario's own, or that of the documents. */
      readonly dialect?: string | undefined;
      readonly signal: AbortSignal;
      readonly onRecord?: (record: TraceRecord) => void;
      readonly onBytes?: LineTap;
      readonly onStep?: (site: StepSite) => void;
      /** What `openTarget` of this engine gave. */
      readonly target?: Target | undefined;
    },
  ): Promise<ScenarioResult>;
  /** Opens the way to a real module. */
  openTarget(
    request: TargetRequest,
  ): Promise<
    | { readonly ok: true; readonly target: Target; readonly close: () => Promise<void> }
    | { readonly ok: false; readonly problems: readonly Problem[] }
  >;
  /** How much of a scenario a real module can show. */
  portability(scenario: LoadedScenario): PortabilityDescription;
}

/** A module that exports `engine`. By address, because every worker opens its own. */
export interface EngineModule {
  readonly engine: Engine;
}
