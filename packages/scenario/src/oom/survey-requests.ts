import type { HeapMark } from '@w800/memory';
import type { HostDriver } from '../host-driver.ts';
import type { Cut, RunCompanion } from '../run-companion.ts';
import type { Scenario } from '../scenario.ts';
import { StepFailure } from '../step-failure.ts';
import { AfterCare } from './after-care.ts';
import { CommandWatch } from './command-watch.ts';
import { atMost, beyond, type Holdings } from './holdings.ts';
import { runAccompanied, type OomOptions } from './oom-run.ts';
import { RequestLog } from './request-log.ts';
import type { CleanRun, RequestSurvey } from './request-survey.ts';
import type { Violation } from './request-trial.ts';
import { usableSequence } from './usable-sequence.ts';

/**
 * Runs a scenario in which nothing fails and writes down every request for
 * memory, and what is held afterwards.
 */
export async function surveyRequests(
  scenario: Scenario,
  options: OomOptions = {},
): Promise<RequestSurvey> {
  const surveyor = new Surveyor(scenario);
  const { verdict, failure } = await runAccompanied(scenario, surveyor, options);
  return {
    verdict,
    ...(failure === undefined ? {} : { failure }),
    clean: surveyor.cleanRun(),
    violations: surveyor.violations,
  };
}

/** What goes along with an arrangement in which nothing fails. */
class Surveyor implements RunCompanion {
  readonly violations: Violation[] = [];
  private readonly scenario: Scenario;
  private watch: CommandWatch | undefined;
  private log: RequestLog | undefined;
  private mark: HeapMark | undefined;
  private closings: CleanRun['closings'] = [];
  private cleaned: Holdings = {};
  private used: Holdings = {};
  private restarted: Holdings = {};

  constructor(scenario: Scenario) {
    this.scenario = scenario;
  }

  booted({ bench: { kernel, heap } }: HostDriver): void {
    this.watch = new CommandWatch(kernel);
    this.mark = heap.mark();
    this.log = new RequestLog(kernel, heap, this.watch);
  }

  async over(host: HostDriver, cut: Cut | undefined, again: () => Promise<void>): Promise<void> {
    const { watch, mark } = this;
    this.log?.stop();
    this.closings = [...(watch?.closings ?? [])];
    if (cut !== undefined || watch === undefined || mark === undefined) return;
    const care = new AfterCare(host, watch, mark);
    await this.tend(care);
    await this.repeat(care, again);
    this.note('unusable', await care.restart());
    this.restarted = await care.settled();
  }

  cleanRun(): CleanRun {
    const { closings, cleaned, used, restarted } = this;
    const { answers = [] } = this.watch ?? {};
    const requests = this.log?.requests ?? [];
    const isUsable = this.violations.every(({ rule }) => rule !== 'unusable');
    return { requests, answers, closings, isUsable, cleaned, used, restarted };
  }

  private async tend(care: AfterCare): Promise<void> {
    const sequence = usableSequence(this.scenario);
    this.note('hang', await care.finishCommand(() => undefined));
    this.note('unusable', await care.calm());
    this.note('unusable', await care.clean());
    this.cleaned = await care.settled();
    this.note('unusable', await care.use(sequence));
    this.used = await care.settled();
    this.note('unusable', await care.use(sequence));
    this.noteLeaks('another use', await care.settled(this.used), this.used);
  }

  /** What every run of the scenario leaks, no comparison with another one would show. */
  private async repeat(care: AfterCare, again: () => Promise<void>): Promise<void> {
    const usual = atMost(this.cleaned, this.used);
    try {
      await again();
    } catch (error) {
      // Not every scenario can be repeated; as far as it went, it has to be clean.
      if (!(error instanceof StepFailure)) throw error;
    }
    await care.finishCommand(() => undefined);
    this.note('unusable', await care.calm());
    this.note('unusable', await care.clean());
    this.noteLeaks('the second time', await care.settled(usual), usual);
  }

  private noteLeaks(after: string, held: Holdings, usual: Holdings): void {
    for (const what of beyond(held, usual)) this.note('leak', `${what} after ${after}`);
  }

  private note(rule: Violation['rule'], what: string | undefined): void {
    if (what !== undefined) this.violations.push({ rule, what });
  }
}
