import type { DialectName, Engine } from '../engine.ts';
import type { ExitCode } from '../exit-codes.ts';
import { heapProblems, type HeapFlags } from '../heap/heap-flags.ts';
import { openHeapOutputs } from '../heap/open-heap-outputs.ts';
import type { Job } from '../job.ts';
import type { Lane } from '../lane.ts';
import { openLog } from '../open-log.ts';
import { openReporters } from '../open-reporters.ts';
import { OutcomeCollector } from '../outcome-collector.ts';
import { chooseDialects } from '../choose-dialects.ts';
import { dialectsOf } from '../dialects-of.ts';
import { certificateProblems, givenModule, type CertificateFlags } from '../module-certificates.ts';
import { planJobs } from '../plan-jobs.ts';
import { runPool } from '../pool.ts';
import type { ProgramContext } from '../program-context.ts';
import { readScenarios, type ReadScenario } from '../read-scenarios.ts';
import { RecordingFolder } from '../recording/recording-folder.ts';
import type { ReporterChoice } from '../reporter-choice.ts';
import type { Plan } from '../reporters/report.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { openRunTarget, targetProblems, type RunTarget, type TargetFlags } from '../run-target.ts';
import { select, type Filters } from '../select.ts';
import { exitCodeOf, summarise } from '../summary.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

export interface RunOptions extends Filters, TargetFlags, CertificateFlags, HeapFlags {
  readonly paths: readonly string[];
  /** 0 to 2^32 - 1; absent: each scenario's own. */
  readonly seed?: number;
  /** Names with commas, for the scenarios that name none. */
  readonly dialect?: string;
  readonly repeat: number;
  /** How many runs go on at once; above 1, in worker threads. */
  readonly jobs: number;
  readonly checkDeterminism: boolean;
  readonly reporters: readonly ReporterChoice[];
  /** The n-th request for memory of every run fails, counted from `ready`. */
  readonly failAllocation?: number;
  readonly log?: string;
  /** A folder for the transcripts of all runs. */
  readonly record?: string;
  /** Whether passwords are left in what is shown and written. */
  readonly showSecrets?: true;
  readonly color: boolean;
}

/**
 * Runs scenarios and reports on them. A problem in any file stops the run
 * before it begins, and every problem is told; the reporters are told too, so
 * that a CI server shows why there are no results.
 */
export async function run(options: RunOptions, context: ProgramContext): Promise<ExitCode> {
  const { shell } = context;
  const reporter = await openReporters({
    choices: options.reporters,
    shell,
    output: options.log === '-' ? shell.err : shell.out,
    color: options.color,
  });
  const { engine } = await context.importEngine();
  let target: RunTarget | undefined;
  try {
    const problems = [
      ...targetProblems(options),
      ...certificateProblems(options),
      ...heapProblems(options, shell.cwd),
    ];
    if (problems.length > 0) throw new UsageError(problems);
    const dialects = findDialects(engine, options);
    const selected = await findSelected(engine, options, shell.cwd);
    const module = givenModule(options, engine, shell.cwd);
    target = await openRunTarget(engine, options, shell.cwd);
    const parts = { engine, reporter, options, context, dialects, module, target };
    return await runSelected(selected, parts);
  } catch (error) {
    if (error instanceof UsageError) {
      const plan = planOf(options, []);
      const summary = summarise(0, [], 0);
      reporter.end({ plan, outcomes: [], summary, problems: error.problems });
    }
    throw error;
  } finally {
    await target?.close();
  }
}

function findDialects(engine: Engine, { dialect }: RunOptions): readonly DialectName[] | undefined {
  if (dialect === undefined) return undefined;
  const chosen = chooseDialects(dialect, engine.dialects);
  if (!chosen.ok) throw new UsageError(chosen.problems);
  return chosen.dialects;
}

async function findSelected(
  engine: Engine,
  options: RunOptions,
  cwd: string,
): Promise<readonly ReadScenario[]> {
  const { scenarios, problems } = readScenarios(engine, options.paths, cwd);
  if (problems.length > 0) throw new UsageError(problems);
  const selected = await select(scenarios, options);
  if ('code' in selected) throw new UsageError([selected]);
  return selected;
}

interface Parts {
  readonly engine: Engine;
  readonly reporter: Required<Reporter>;
  readonly options: RunOptions;
  readonly context: ProgramContext;
  /** Undefined: none were asked for. */
  readonly dialects: readonly DialectName[] | undefined;
  /** What the command line says of the module's certificates. */
  readonly module: Job['module'];
  /** Undefined: twins. */
  readonly target: RunTarget | undefined;
}

async function runSelected(selected: readonly ReadScenario[], parts: Parts): Promise<ExitCode> {
  const { reporter, options, context, dialects, module } = parts;
  const { shell, signal } = context;
  const log = options.log === undefined ? undefined : openLog(options.log, shell);
  const named = dialects === undefined ? {} : { dialects: dialects.map(({ name }) => name) };
  const given = module === undefined ? {} : { module };
  const heap = openHeapOutputs(options, shell.cwd);
  const heapTimeline = heap.report === undefined ? {} : { heapTimeline: true };
  const asked = { ...named, ...given, ...heapTimeline, log: log !== undefined };
  const planned = planJobs(selected, { ...options, ...asked });
  const plan = planOf(options, selected, dialects);
  const recording =
    options.record === undefined
      ? undefined
      : new RecordingFolder(options.record, shell.cwd, options.target ?? 'twin');
  const jobs = recording?.assign(planned) ?? planned;
  const collector = new OutcomeCollector({
    pairs: options.checkDeterminism,
    judge: (outcome) => heap.baseline?.judge(outcome) ?? outcome,
    finished: (outcome) => reporter.finished(outcome),
    log: (text) => log?.write(text),
  });
  const lanes = await openLanes(Math.min(options.jobs, plan.runs), parts);

  reporter.begin(plan);
  const startedMs = shell.nowMs();
  await runPool({
    jobs,
    lanes,
    signal,
    later: (delayMs, action) => shell.later(delayMs, action),
    events: {
      started: (job) => reporter.started(job),
      log: (job, text) => collector.log(job, text),
      done: (job, result) => collector.done(job, heap.report?.take(job, result) ?? result),
    },
  });
  collector.end();
  log?.close();

  const { outcomes } = collector;
  recording?.end(outcomes);
  const summary = summarise(plan.runs, outcomes, shell.nowMs() - startedMs);
  const isWhole = summary.notRun === 0 && summary.counts.interrupted === 0;
  heap.report?.end();
  const heapBaseline = heap.baseline?.end(isWhole);
  const compared = heapBaseline === undefined ? {} : { heapBaseline };
  reporter.end({ plan, outcomes, summary, problems: [], ...compared });
  return exitCodeOf(summary);
}

async function openLanes(
  count: number,
  { engine, context, target }: Parts,
): Promise<readonly Lane[]> {
  if (count === 1) {
    const { localLane } = await import('../local-lane.ts');
    return [localLane(engine, () => context.shell.nowMs(), target?.target)];
  }
  const { WorkerLane } = await import('../worker-lane.ts');
  return Array.from({ length: count }, () => new WorkerLane(context));
}

function planOf(
  { seed, repeat, checkDeterminism, target, heap }: RunOptions,
  selected: readonly ReadScenario[],
  dialects?: readonly DialectName[],
): Plan {
  const asked = dialects?.map(({ name }) => name);
  const runs = selected.reduce(
    (sum, { scenario }) => sum + repeat * dialectsOf(scenario, asked).length,
    0,
  );
  return {
    version: version(),
    scenarios: selected.length,
    runs,
    ...(seed === undefined ? {} : { seed }),
    ...(target === undefined ? {} : { target }),
    ...(dialects === undefined ? {} : { dialects }),
    repeat,
    checkDeterminism,
    ...(heap === undefined ? {} : { heap }),
  };
}
