import { Digest, finding, formatSeconds, Kernel, TwinBug, type TraceRecord } from '@w800/kernel';
import type { Bench } from './bench.ts';
import type { Finding } from './finding.ts';
import { HeapGauge } from './heap/heap-gauge.ts';
import type { HeapResult } from './heap/heap-result.ts';
import type { HeapTimeline } from './heap/heap-timeline.ts';
import { TimelineRecorder } from './heap/timeline-recorder.ts';
import { HostDriver, type LineTap } from './host-driver.ts';
import type { ModuleSlots } from './module/module-slots.ts';
import { portabilityOf, type Portability } from './portability.ts';
import { dialectDefault } from './scenario-dialects.ts';
import { countSteps, type Scenario, type Step } from './scenario.ts';
import type { RunCompanion } from './run-companion.ts';
import { openRedaction } from './redaction/open-redaction.ts';
import type { RunRedaction } from './redaction/run-redaction.ts';
import type { Failure, ScenarioResult } from './scenario-result.ts';
import { Interrupted, StepFailure, type StepSite } from './step-failure.ts';
import type { Target } from './target.ts';
import { targetLacks } from './target-lacks.ts';
import { stepBegun } from './trace-kinds.ts';

/** Makes the bench a scenario runs on. */
export type OpenBench = (scenario: Scenario, kernel: Kernel, dialect: string) => Promise<Bench>;

export interface RunOptions {
  /** 0 to 2^32 - 1. Default: the scenario's own. */
  readonly seed?: number;
  /** The name of a dialect. Default: the scenario's own. */
  readonly dialect?: string | undefined;
  /** Ends the run promptly, with the verdict `interrupted`. */
  readonly signal?: AbortSignal;
  /** Sees every trace record as it is made. */
  readonly onRecord?: (record: TraceRecord) => void;
  /** Sees every byte that goes over the line, as it is typed or arrives. */
  readonly onBytes?: LineTap | undefined;
  /** Told of every step as it begins. */
  readonly onStep?: ((site: StepSite) => void) | undefined;
  /**
   * Whether passwords are shown: in records, bytes and steps that are handed over
   * and in the result. Default false: `***` stands for each. It changes no digest.
   */
  readonly showSecrets?: boolean | undefined;
  /** Told the secrets of every TLS session of the twin, a line of an NSS key log each. */
  readonly secrets?: ((line: string) => void) | undefined;
  /** What is put into the module's slots instead of what the scenario says, slot by slot. */
  readonly module?: ModuleSlots | undefined;
  /** The options of the command line that say so, for the command that shows it again. */
  readonly given?: string | undefined;
  /** Handed how the heap of the twin filled and emptied, when the run is over. */
  readonly onHeapTimeline?: ((timeline: HeapTimeline) => void) | undefined;
  /** Goes along with the run. */
  readonly companion?: RunCompanion | undefined;
  /** A real module to run it on, as far as it can be. Default: a twin in the scenario's world. */
  readonly target?: Target | undefined;
  /** Default: a twin, or the target. */
  readonly openBench?: OpenBench;
}

/** Runs a scenario from power-on to its last step, or to the first that fails. Never rejects. */
export async function runScenario(
  scenario: Scenario,
  options: RunOptions = {},
): Promise<ScenarioResult> {
  return new ScenarioRun(scenario, options).run();
}

const transcriptLength = 12;

class ScenarioRun {
  private readonly scenario: Scenario;
  private readonly options: RunOptions;
  private readonly seed: number;
  private readonly dialect: string;
  private readonly kernel: Kernel;
  private readonly digest = new Digest();
  private readonly findings: Finding[] = [];
  private readonly portability: Portability;
  private host: HostDriver | undefined;
  /** Absent on a real module. */
  private gauge: HeapGauge | undefined;
  private heap: HeapResult | undefined;
  private redaction: RunRedaction | undefined;
  private site: StepSite;
  private step: Step | undefined;
  private stepCursor = 0;
  /** The step at `site` types the secret data of a command. */
  private typesSecretData = false;
  private stepsDone = 0;

  constructor(given: Scenario, options: RunOptions) {
    const scenario = { ...given, module: { ...given.module, ...options.module } };
    this.scenario = scenario;
    this.options = options;
    this.seed = options.seed ?? scenario.seed;
    this.dialect = options.dialect ?? scenario.dialect ?? dialectDefault;
    this.portability = portability(scenario, options);
    this.site = scenario.steps[0]?.site ?? { line: 1, column: 1, text: '' };
    this.kernel = new Kernel({ seed: this.seed, replay: this.replay, breathe: turnEventLoop });
    const { trace } = this.kernel;
    this.kernel.keepLastRecords((record) => this.redaction?.recordTexts(record) ?? record);
    trace.onAny(this.digest.add);
    trace.on(finding, ({ at, data }) => this.findings.push({ at, ...data }));
  }

  async run(): Promise<ScenarioResult> {
    const { failure, verdict } = await this.attempt();
    const { name, file, steps } = this.scenario;
    const { given } = this.options;
    const { heap } = this;
    return {
      name,
      file,
      seed: this.seed,
      dialect: this.dialect,
      verdict,
      ...(failure === undefined ? {} : { failure }),
      virtualNs: this.kernel.now,
      ...this.told(),
      steps: countSteps(steps),
      stepsDone: this.stepsDone,
      findings: this.findings,
      ...(heap === undefined ? {} : { heap }),
      ...(given === undefined ? {} : { given }),
    };
  }

  /** What makes a run worth comparing, or how far it is from the scenario. */
  private told(): Pick<ScenarioResult, 'digest' | 'target'> {
    const { target } = this.options;
    if (target === undefined) return { digest: this.digest.toString() };
    const { reason, skipped } = this.portability;
    const run = { name: target.link.name, skipped: [...skipped.values()] };
    return { digest: '', target: reason === undefined ? run : { ...run, reason } };
  }

  private async attempt(): Promise<Pick<ScenarioResult, 'verdict' | 'failure'>> {
    if (this.portability.reason !== undefined) return { verdict: 'skipped' };
    let bench: Bench | undefined;
    try {
      if (this.options.signal?.aborted === true) throw new Interrupted();
      await this.openReaders();
      bench = await this.openBench();
      const finish = this.followHeap(bench);
      try {
        await this.runOn(bench);
      } finally {
        finish();
      }
      return { verdict: 'passed' };
    } catch (error) {
      return this.judge(error);
    } finally {
      await bench?.close();
    }
  }

  private async openReaders(): Promise<void> {
    const { onRecord, showSecrets = false } = this.options;
    const redaction = showSecrets ? undefined : await openRedaction();
    this.redaction = redaction;
    if (onRecord === undefined) return;
    const show = redaction?.record;
    const reader = show === undefined ? onRecord : (record: TraceRecord) => onRecord(show(record));
    this.kernel.trace.onAny(reader);
  }

  private async openBench(): Promise<Bench> {
    const { openBench, target, signal, secrets } = this.options;
    if (openBench !== undefined) return openBench(this.scenario, this.kernel, this.dialect);
    if (target === undefined) return openTwin(this.scenario, this.kernel, this.dialect, secrets);
    const { openTargetBench } = await import('./target-bench.ts');
    return openTargetBench(this.kernel, { ...target, signal });
  }

  /** Returns what ends it. */
  private followHeap(bench: Bench): () => void {
    if (bench.lacks?.has('heap') === true) return () => {};
    const { kernel, heap } = bench;
    const { onHeapTimeline } = this.options;
    const gauge = new HeapGauge(kernel, heap);
    const recorder = onHeapTimeline === undefined ? undefined : new TimelineRecorder(kernel, heap);
    this.gauge = gauge;
    return () => {
      this.heap = gauge.result;
      if (recorder !== undefined) onHeapTimeline?.(recorder.stop());
    };
  }

  private async runOn(bench: Bench): Promise<void> {
    const { withinNs, limitNs, vars } = this.scenario;
    const variables = new Map(Object.entries(vars));
    const { signal, onBytes: tap } = this.options;
    const { redaction, gauge } = this;
    const told = { signal, tap, redaction, gauge };
    const host = new HostDriver(bench, { withinNs, limitNs, variables, ...told });
    this.host = host;
    await host.boot();
    const { companion } = this.options;
    const runAll = (): Promise<void> => this.runSteps(this.scenario.steps, host);
    companion?.booted?.(host);
    try {
      await runAll();
      this.step = undefined;
      host.faults.checkAllCame();
    } catch (error) {
      const { step, stepCursor: cursor } = this;
      if (isOfUser(error)) await companion?.over?.(host, { step, cursor, error }, runAll);
      throw error;
    }
    await companion?.over?.(host, undefined, runAll);
  }

  private async runSteps(steps: readonly Step[], host: HostDriver): Promise<void> {
    for (const step of steps) {
      if (this.options.signal?.aborted === true) throw new Interrupted();
      if (this.portability.skipped.has(step)) {
        // What is inside a step that only looks is done without it; the rest is in the list itself.
        await this.runNested(step.children, host, undefined);
        continue;
      }
      this.site = step.site;
      this.step = step;
      this.stepCursor = host.cursor;
      host.site = step.site;
      this.typesSecretData = host.typesSecretData;
      this.tellStep(step.site);
      this.kernel.trace.emit(stepBegun, { line: step.site.line, step: step.site.text });
      await this.runStep(step, host);
      this.gauge?.tell();
      this.stepsDone += 1;
    }
  }

  private async runStep(step: Step, host: HostDriver): Promise<void> {
    try {
      await step.definition.run(step.value, host, (withinNs) =>
        this.runNested(step.children, host, withinNs),
      );
    } catch (error) {
      // What went wrong inside of it is not its own failure.
      const isItsOwn = this.step === step && error instanceof StepFailure;
      if (!isItsOwn || this.options.companion?.excuses?.(step) !== true) throw error;
    }
  }

  private tellStep(site: StepSite): void {
    const { onStep } = this.options;
    if (onStep === undefined) return;
    const text = this.redaction?.step(site.text, this.typesSecretData) ?? site.text;
    onStep({ ...site, text });
  }

  private async runNested(
    steps: readonly Step[],
    host: HostDriver,
    withinNs: number | undefined,
  ): Promise<void> {
    const outerNs = host.withinNs;
    const { step } = this;
    host.withinNs = withinNs ?? outerNs;
    await this.runSteps(steps, host);
    host.withinNs = outerNs;
    this.step = step;
  }

  private judge(error: unknown): Pick<ScenarioResult, 'verdict' | 'failure'> {
    if (error instanceof Interrupted) return { verdict: 'interrupted' };
    if (error instanceof StepFailure) return { verdict: 'failed', failure: this.failed(error) };
    if (isUserError(error)) {
      const failure = this.failure(error.message, this.site, expectedInsteadOf(error), []);
      return { verdict: 'failed', failure };
    }
    return { verdict: 'broken', failure: this.broken(error) };
  }

  private failed({ message, expected, got, site = this.site }: StepFailure): Failure {
    return this.failure(message, site, expected, got);
  }

  /** Whatever is thrown that is no failure of a step is a fault of the twin. */
  private broken(error: unknown): Failure {
    const isBug = error instanceof TwinBug || !(error instanceof Error);
    const message = isBug ? String(error) : (error.stack ?? error.message);
    return this.failure(message, this.site, 'a twin without faults', []);
  }

  private failure(what: string, site: StepSite, expected: string, got: readonly string[]): Failure {
    const { file } = this.scenario;
    const { line, column, text } = site;
    const transcript = this.host?.lastLines(transcriptLength) ?? [];
    const message = `${file}:${line}:${column}: ${what} (at ${formatSeconds(this.kernel.now)})`;
    const { replay, redaction, typesSecretData } = this;
    const told = { file, line, column, step: text, expected, got, transcript, replay, message };
    return redaction?.failure(told, typesSecretData) ?? told;
  }

  private get replay(): string {
    const { file } = this.scenario;
    const shown = /^[\w@%+=:,./-]+$/.test(file)
      ? file
      : `'${file.replaceAll("'", String.raw`'\''`)}'`;
    const isOwn = this.dialect === (this.scenario.dialect ?? dialectDefault);
    const inDialect = isOwn ? '' : ` --dialect ${this.dialect}`;
    const { target } = this.options;
    if (target !== undefined) return `pnpm sim --target ${target.link.name} ${shown}${inDialect}`;
    const further = this.options.given === undefined ? '' : ` ${this.options.given}`;
    return `pnpm sim ${shown} --seed ${this.seed}${inDialect}${further}`;
  }
}

function portability(scenario: Scenario, { target }: RunOptions): Portability {
  if (target === undefined) return { skipped: new Map() };
  const { link, dialect = dialectDefault, world, module, waitMaxNs } = target;
  return portabilityOf(scenario, { lacks: targetLacks(link), dialect, world, module, waitMaxNs });
}

function expectedInsteadOf({ name }: Error): string {
  return name === 'LiveError' ? 'a module that answers' : 'something that can be done';
}

/** Something a step asked for has not come, or cannot be. */
function isOfUser(error: unknown): error is Error {
  return error instanceof StepFailure || isUserError(error);
}

/** A coded error of a model: what the scenario asks for cannot be. */
function isUserError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'fix' in error;
}

/** The models are loaded only by a run that needs them; checking a file does not. */
async function openTwin(
  scenario: Scenario,
  kernel: Kernel,
  dialect: string,
  secrets: RunOptions['secrets'],
): Promise<Bench> {
  const { openTwinBench } = await import('./twin-bench.ts');
  return openTwinBench(kernel, scenario.world, dialect, { secrets, module: scenario.module });
}

/** Lets signals and progress through in a long run. */
function turnEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
