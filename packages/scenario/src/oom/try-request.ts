import type { AllocationFailure, HeapMark } from '@w800/memory';
import { minute } from '@w800/kernel';
import type { HostDriver } from '../host-driver.ts';
import type { Cut, RunCompanion } from '../run-companion.ts';
import type { Scenario, Step } from '../scenario.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { StepFailure } from '../step-failure.ts';
import type { TranscriptEntry } from '../transcript.ts';
import { AfterCare } from './after-care.ts';
import { answerLimit } from './answer-limit.ts';
import { commandOf, CommandWatch, type CommandAnswer } from './command-watch.ts';
import { isDocumentedEnding } from './documented-ending.ts';
import { armFailure } from './fail-allocation.ts';
import { atMost, beyond, type Holdings } from './holdings.ts';
import type { MemoryRequest } from './memory-request.ts';
import { runAccompanied, transcriptLength, type OomOptions } from './oom-run.ts';
import type { CleanRun } from './request-survey.ts';
import type { RequestTrial, TrialOutcome, Violation } from './request-trial.ts';
import { usableSequence } from './usable-sequence.ts';

/** So much later what was expected may still come: TCP has tried again, and the broker too. */
const patienceNs = minute;

/** Steps that wait for what others do, and type nothing. */
const waitingSteps = ['expect', 'broker'];
/** Steps that look inside the module, which is as it must be after a failure, or at the clock. */
const readingSteps = ['check', 'records'];

/**
 * Runs a scenario with one request for memory failing, and judges what came
 * of it. The scenario goes on until something is not as it expects; then the
 * command under way is waited for, the session is cleaned up, the module used
 * once more and restarted, and what it holds is compared with what it held in
 * the run without a failure.
 */
export async function tryRequest(
  scenario: Scenario,
  request: MemoryRequest,
  clean: CleanRun,
  options: OomOptions = {},
): Promise<TriedRequest> {
  const given = [options.given, `--fail-allocation ${request.number}`].filter(isGiven).join(' ');
  const judge = new Judge(scenario, request, clean);
  const result = await runAccompanied(scenario, judge, { ...options, given });
  return { trial: judge.verdictOn(result), result };
}

/** A trial, and how the run of the scenario ended in it. */
export interface TriedRequest {
  readonly trial: RequestTrial;
  readonly result: ScenarioResult;
}

class Judge implements RunCompanion {
  private readonly scenario: Scenario;
  private readonly request: MemoryRequest;
  private readonly clean: CleanRun;
  private readonly violations: Violation[] = [];
  private watch: CommandWatch | undefined;
  private failure: AllocationFailure | undefined;
  private mark: HeapMark | undefined;
  private outcome: TrialOutcome = 'unharmed';
  /** Place of the answer to the command whose request failed. */
  private struckAnswer: number | undefined;
  /** The request was one of a module that starts. */
  private isStruckInStart = false;
  /** When the steps were over and the command under way then, if there was one. */
  private overAt = 0;
  private isCutInCommand = false;
  private usableAfter: RequestTrial['usableAfter'] = 'nothing';
  private transcript: readonly TranscriptEntry[] = [];

  constructor(scenario: Scenario, request: MemoryRequest, clean: CleanRun) {
    this.scenario = scenario;
    this.request = request;
    this.clean = clean;
  }

  booted(host: HostDriver): void {
    const { kernel, heap } = host.bench;
    this.watch = new CommandWatch(kernel);
    this.mark = heap.mark();
    const { watch } = this;
    this.failure = armFailure(host, this.request.number, () => {
      // The answer to come, where a command is under way.
      this.struckAnswer = watch.running === undefined ? undefined : watch.answers.length;
      this.isStruckInStart = watch.isDown;
    });
  }

  excuses({ definition }: Step): boolean {
    return readingSteps.includes(definition.name);
  }

  async over(host: HostDriver, cut: Cut | undefined): Promise<void> {
    const { watch, mark } = this;
    if (watch === undefined || mark === undefined) return;
    this.isCutInCommand = watch.running !== undefined;
    const care = new AfterCare(host, watch, mark);
    const hang = await care.finishCommand((line) => this.answerTo(line));
    this.note('hang', hang);
    this.overAt = host.bench.kernel.now;
    // A command that never ends leaves nothing that could be asked.
    if (hang === undefined) {
      if (cut !== undefined) await this.judgeCut(host, watch, cut);
      this.failure?.disarm();
      this.outcome = this.shownOutcome(watch, this.outcome);
      await this.tend(care);
      this.judgeAnswers(watch);
    }
    this.transcript = host.lastLines(transcriptLength);
  }

  verdictOn({ verdict, failure }: ScenarioResult): RequestTrial {
    if (verdict === 'broken') this.note('bug', firstLine(failure?.message ?? verdict));
    const [failed] = this.failure?.failed ?? [];
    const { owner, requestedBytes } = this.request;
    const isSame = failed?.owner === owner && failed.requestedBytes === requestedBytes;
    if (verdict !== 'interrupted' && verdict !== 'broken' && !isSame) {
      this.note('bug', 'the run was another one up to the failure than that without');
    }
    return {
      request: this.request,
      outcome: this.finalOutcome(verdict),
      usableAfter: this.usableAfter,
      violations: this.violations,
      overAt: this.overAt,
      transcript: this.transcript.length > 0 ? this.transcript : (failure?.transcript ?? []),
    };
  }

  private finalOutcome(verdict: ScenarioResult['verdict']): TrialOutcome {
    if (verdict === 'interrupted') return 'interrupted';
    return this.violations.length > 0 ? 'wrong' : this.outcome;
  }

  private async judgeCut(host: HostDriver, watch: CommandWatch, cut: Cut): Promise<void> {
    const { step, error } = cut;
    this.outcome = this.isStruckInStart ? 'not-started' : 'delayed';
    if (this.isStruckInStart) return;
    // A command has its answer, and whoever typed it knows.
    const isTold = step === undefined || !waitingSteps.includes(step.definition.name);
    if (isTold || this.isCutInCommand || (await comesLater(host, step, cut))) return;
    if (this.shownOutcome(watch, 'wrong') !== 'wrong') return;
    this.note('silent', `nobody was told why, in line ${step.site.line}, ${error.message}`);
  }

  /** What the module has said of it: a refusal, or the end of a connection. */
  private shownOutcome(watch: CommandWatch, otherwise: TrialOutcome): TrialOutcome {
    if (watch.hasFailedToStart) return 'not-started';
    const struck = watch.answers[this.struckAnswer ?? -1];
    if (struck !== undefined && isRefusal(struck)) return 'refused';
    const counts = new Map<string, number>();
    for (const answer of watch.answers) {
      const { line, ending } = answer;
      const nth = counts.get(line) ?? 0;
      counts.set(line, nth + 1);
      const before = this.clean.answers.filter((one) => one.line === line)[nth];
      if (before?.ending !== ending && isRefusal(answer)) return 'refused';
    }
    // What a line closes that has not been typed here, is no measure.
    const usual = this.clean.closings.filter(({ lines }) => lines <= watch.lines).length;
    return watch.closings.length > usual ? 'closed' : otherwise;
  }

  /** Cleans up, uses the module again, and restarts it; all that is not well is a violation. */
  private async tend(care: AfterCare): Promise<void> {
    const { cleaned, used, restarted, isUsable } = this.clean;
    // Cut short before a restart it holds what the restart would have given back.
    const usual = atMost(cleaned, used);
    const sequence = usableSequence(this.scenario);
    this.note('unusable', await care.calm());
    this.note('unusable', await care.clean());
    this.noteLeaks('AT+MQTTCLEAN', await care.settled(usual), usual);
    // What cannot be used when nothing fails is told once, and not of every trial.
    const trouble = isUsable ? await care.use(sequence) : undefined;
    if (trouble === undefined) {
      this.usableAfter = 'clean';
      this.noteLeaks('another use', await care.settled(used), used);
    }
    this.note('unusable', await care.restart());
    this.noteLeaks('AT+RST', await care.settled(restarted), restarted);
    if (trouble === undefined) return;
    const stillTrouble = await care.use(sequence);
    if (stillTrouble === undefined) this.usableAfter = 'restart';
    else this.note('unusable', `${trouble}; after a restart ${stillTrouble}`);
  }

  private judgeAnswers(watch: CommandWatch): void {
    for (const { line, ending, tookNs } of watch.answers) {
      const limitNs = answerLimit(line, this.answerTo(line));
      if (tookNs > limitNs) {
        this.note('hang', `${commandOf(line)} took longer for its answer than it may`);
      }
      const before = this.clean.answers.filter((one) => one.line === line);
      const endings = before.map((one) => one.ending);
      // Of a line that is only there since another was cut short, nothing is promised.
      if (endings.length > 0 && !isDocumentedEnding(line, ending, endings)) {
        this.note('ending', `${commandOf(line)} ended in \`${ending}\`, which no document says`);
      }
    }
  }

  private answerTo(line: string): CommandAnswer | undefined {
    return this.clean.answers
      .filter((one) => one.line === line)
      .toSorted((one, other) => other.tookNs - one.tookNs)[0];
  }

  private noteLeaks(after: string, held: Holdings, usual: Holdings): void {
    for (const what of beyond(held, usual)) this.note('leak', `${what} after ${after}`);
  }

  private note(rule: Violation['rule'], what: string | undefined): void {
    if (what !== undefined) this.violations.push({ rule, what });
  }
}

/** Whether what a step has waited for comes when it is waited for longer. */
async function comesLater(host: HostDriver, step: Step, { cursor, error }: Cut): Promise<boolean> {
  if (!(error instanceof StepFailure)) return false;
  await host.wait(patienceNs);
  host.cursor = cursor;
  try {
    await step.definition.run(step.value, host, () => Promise.resolve());
    return true;
  } catch (again) {
    if (again instanceof StepFailure) return false;
    throw again;
  }
}

function isRefusal({ ending }: CommandAnswer): boolean {
  return ending === 'error' || ending.endsWith('FAIL');
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
