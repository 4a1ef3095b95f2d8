export type { Bench, BenchBroker, Cuttable } from './bench.ts';
export { plainBytesMax, rawBytesMax, topicsMax, type BudgetPlan } from './budget/budget-plan.ts';
export type { Budget, BudgetFailure, BudgetMeasure, BudgetReach } from './budget/budget-result.ts';
export { computeBudget } from './budget/compute-budget.ts';
export { chainIn, serverChains, type ChainLink } from './budget/server-chain.ts';
export { commandDescriptions, type CommandDescription } from './command-descriptions.ts';
export { createTwin } from './create-twin.ts';
export { describePortability, type PortabilityDescription } from './describe-portability.ts';
export { defineStep, type AnyStepDefinition, type StepDefinition } from './define-step.ts';
export type { PacketScope, WantedPackets } from './expect-packets.ts';
export type { PacketPatternInput } from './fields/packet-pattern.ts';
export { dataCodes } from './final-code.ts';
export {
  faultClassTitles,
  faultDescriptions,
  type FaultDescription,
} from './faults/fault-descriptions.ts';
export {
  traceKindList as traceKindDescriptions,
  type TraceKindDescription,
} from './faults/trace-kind-list.ts';
export type { Finding } from './finding.ts';
export type { HeapResult, HeapShare, RefusedRequest } from './heap/heap-result.ts';
export type { HeapSample, HeapTimeline } from './heap/heap-timeline.ts';
export type { LiveSetup } from './live/live-setup.ts';
export type { LiveTwin, LiveTwinOptions } from './live/live-twin.ts';
export { openLiveTwin, openReplay, openServedModule } from './live/open-live-twin.ts';
export { replayRecording, type ReplayReport } from './live/replay-recording.ts';
export type { ServedModule, ServeOptions } from './live/served-module.ts';
export type { ServedPort } from './live/served-port.ts';
export type { LineTap } from './host-driver.ts';
export {
  loadSurroundings,
  type LoadedSurroundings,
  type Surroundings,
} from './world/load-surroundings.ts';
export { loadScenario, type LoadedScenario } from './load-scenario.ts';
export type { ModuleInput } from './module/module-schema.ts';
export type { ModuleSlots } from './module/module-slots.ts';
export type { FileText, ReadFile } from './module/read-file.ts';
export { readFilesIn } from './module/read-files-in.ts';
export { readModule, type ModuleWrong, type ReadModule } from './module/read-module.ts';
export {
  openScenarioTarget,
  type OpenedTarget,
  type TargetRequest,
} from './open-scenario-target.ts';
export { failAllocation } from './oom/fail-allocation.ts';
export type { MemoryRequest } from './oom/memory-request.ts';
export type { OomOptions } from './oom/oom-run.ts';
export type { CleanRun, RequestSurvey } from './oom/request-survey.ts';
export type { RequestTrial, TrialOutcome, Violation } from './oom/request-trial.ts';
export { surveyRequests } from './oom/survey-requests.ts';
export { tryRequest, type TriedRequest } from './oom/try-request.ts';
export { optionDescriptions, type OptionDescription } from './option-descriptions.ts';
export { formatProblem, type Problem } from './problem.ts';
export { problemCodes, type ProblemCode } from './problem-codes.ts';
export { scenarioBytesMax } from './read-yaml.ts';
export { runScenario, type OpenBench, type RunOptions } from './run-scenario.ts';
export type { Scenario, Step } from './scenario.ts';
export { scenarioDialects, type ScenarioDialect } from './scenario-dialects.ts';
export { scenarioJsonSchema } from './scenario-json-schema.ts';
export type {
  Failure,
  ScenarioResult,
  SkippedStep,
  TargetRun,
  Verdict,
} from './scenario-result.ts';
export { StepFailure, type StepSite } from './step-failure.ts';
export type { Target } from './target.ts';
export { said, stepBegun } from './trace-kinds.ts';
export type { TranscriptEntry } from './transcript.ts';
export type { Twin, TwinOptions, Within } from './twin.ts';
export type { WorldInput, WorldSpec } from './world/world-schema.ts';
