import type { TraceRecord } from '@w800/kernel';
import type {
  FileText,
  CleanRun,
  HeapTimeline,
  LineTap,
  MemoryRequest,
  ModuleInput,
  ModuleSlots,
  PortabilityDescription,
  ReadFile,
  ReadModule,
  RequestSurvey,
  Scenario,
  Problem as ScenarioProblem,
  ScenarioResult,
  StepSite,
  Target,
  TargetRequest,
  TriedRequest,
} from '@w800/scenario';

export type { FileText, HeapTimeline, ModuleInput, ModuleSlots, ReadFile, Target, TargetRequest };

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

/** How a scenario is run for the requests for memory that it makes. */
export interface OomRun {
  readonly seed: number;
  /** Absent: the scenario's own, or that of the documents. */
  readonly dialect?: string | undefined;
  readonly signal: AbortSignal;
  /** As for a run. */
  readonly showSecrets?: boolean | undefined;
  readonly module?: ModuleSlots | undefined;
  readonly given?: string | undefined;
}

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
  /** @param readFile reads the files that the text names; none by default */
  load(
    text: string,
    file: string,
    readFile?: ReadFile,
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
      /** Whether passwords are left in all that is handed over. Default: they are masked. */
      readonly showSecrets?: boolean | undefined;
      /** Told what opens the traffic of each TLS session: a line of an NSS key log. */
      readonly secrets?: (line: string) => void;
      /** Handed how the heap filled and emptied, when the run is over. */
      readonly onHeapTimeline?: (timeline: HeapTimeline) => void;
      /** What `readModule` of this engine gave, in place of what the scenario says. */
      readonly module?: ModuleSlots | undefined;
      /** The options of the command line that say so, for the command that shows it again. */
      readonly given?: string | undefined;
      /** The n-th request for memory that is made to fail. */
      readonly failAllocation?: number | undefined;
      /** What `openTarget` of this engine gave. */
      readonly target?: Target | undefined;
    },
  ): Promise<ScenarioResult>;
  /** Runs it without a failure and writes down every request for memory. */
  surveyRequests(scenario: LoadedScenario, options: OomRun): Promise<RequestSurvey>;
  /** Runs it with one of these requests failing. @param clean what the survey gave */
  tryRequest(
    scenario: LoadedScenario,
    request: MemoryRequest,
    clean: CleanRun,
    options: OomRun,
  ): Promise<TriedRequest>;
  /** Reads files whose names count from a folder. */
  filesIn(folder: string): ReadFile;
  /** Reads the files with the module's certificates; every word but `none` is a file. */
  readModule(input: ModuleInput, sources: { readonly readFile: ReadFile }): ReadModule;
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
