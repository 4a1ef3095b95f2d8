import { counted, grouped } from '../counted.ts';
import { differences } from '../differences.ts';
import { findingsLines } from '../findings-lines.ts';
import { comparisonLine } from '../heap/comparison-line.ts';
import { heapLines } from '../heap/heap-lines.ts';
import type { Job } from '../job.ts';
import { LiveLine } from '../live-line.ts';
import type { Outcome, OutcomeVerdict } from '../outcome.ts';
import type { Paint, Style } from '../paint.ts';
import { printable } from '../printable.ts';
import { skippedLines } from '../skipped-lines.ts';
import { shortDuration } from '../short-duration.ts';
import type { Output, Shell } from '../shell.ts';
import { explain } from './explain.ts';
import { failureBlock } from './failure-block.ts';
import type { Plan, Report } from './report.ts';
import type { Reporter } from './reporter.ts';

const marks: Readonly<Record<OutcomeVerdict, readonly [Style, string]>> = {
  passed: ['green', '✓'],
  skipped: ['dim', '○'],
  failed: ['red', '✗'],
  departed: ['yellow', '△'],
  grown: ['red', '▲'],
  unstable: ['red', '≠'],
  interrupted: ['yellow', '-'],
  broken: ['red', '!'],
};

const verdictWords: Readonly<Record<OutcomeVerdict, string>> = {
  passed: 'passed',
  skipped: 'skipped',
  failed: 'failed',
  departed: 'departed from the first dialect',
  grown: 'beyond the heap baseline',
  unstable: 'not deterministic',
  interrupted: 'interrupted',
  broken: 'broken by a fault of the twin',
};

export interface PrettyOptions {
  readonly shell: Shell;
  readonly output: Output;
  readonly paint: Paint;
}

/** For people: a line a run, what went wrong below it, and a summary. */
export class PrettyReporter implements Reporter {
  private readonly paint: Paint;
  private readonly shell: Shell;
  private readonly line: LiveLine;
  private readonly underway = new Map<string, string>();
  private readonly startedMs: number;
  private plan: Plan | undefined;
  private finishedRuns = 0;
  private endedWithBlank = false;

  constructor({ shell, output, paint }: PrettyOptions) {
    this.paint = paint;
    this.shell = shell;
    this.startedMs = shell.nowMs();
    this.line = new LiveLine(shell, output, () => this.progress());
  }

  begin(plan: Plan): void {
    this.plan = plan;
    this.line.start();
  }

  started(job: Job): void {
    this.underway.set(keyOf(job), job.name);
  }

  finished(outcome: Outcome): void {
    this.finishedRuns += 1;
    this.underway.delete(keyOf(outcome.result));
    const block = failureBlock(outcome, this.paint);
    this.endedWithBlank = block.length > 0;
    const lines = [
      this.headline(outcome),
      ...[
        ...skippedLines(outcome.result),
        ...heapLines(outcome.result, this.plan?.heap === true),
      ].map((text) => `    ${this.paint('dim', text)}`),
      ...(this.endedWithBlank ? [...block, ''] : []),
    ];
    this.line.print(`${lines.join('\n')}\n`);
  }

  end({ plan, outcomes, summary, problems, heapBaseline }: Report): void {
    this.line.stop();
    // Problems have been told on the standard error already.
    if (problems.length > 0) return;
    const lines = [
      ...this.reminders(outcomes),
      ...this.departures(plan, outcomes),
      ...this.findings(outcomes),
      ...this.total({ plan, summary, outcomes }),
      ...(heapBaseline === undefined ? [] : [comparisonLine(heapBaseline)]),
    ];
    this.line.print(`${this.endedWithBlank ? '' : '\n'}${lines.join('\n')}\n`);
  }

  private headline({ verdict, result, realMs }: Outcome): string {
    const [style, mark] = marks[verdict];
    const { name, file, seed, dialect, virtualNs, target } = result;
    const parts = [
      `${this.paint(style, mark)} ${printable(name)}`,
      this.paint('dim', `(${printable(file)})`),
      ...(verdict === 'interrupted' ? ['interrupted'] : []),
      ...(this.plan?.dialects === undefined ? [] : [dialect]),
      ...((this.plan?.repeat ?? 1) > 1 ? [`seed ${seed}`] : []),
      ...(target === undefined ? [`virtual ${shortDuration(virtualNs / 1_000_000)}`] : []),
      this.paint('dim', shortDuration(realMs)),
    ];
    return parts.join('  ');
  }

  /** What did not pass, once more and short: the blocks may have scrolled away. */
  private reminders(outcomes: readonly Outcome[]): readonly string[] {
    if (outcomes.length === 1) return [];
    const lines = outcomes.flatMap((outcome) => {
      const explanation = explain(outcome);
      const { verdict } = outcome;
      const isTold = ['interrupted', 'departed', 'skipped'].includes(verdict);
      if (explanation === undefined || isTold) return [];
      const [style, mark] = marks[verdict];
      const { file, line, column } = explanation;
      const place = this.paint('cyan', `${printable(file)}:${line}:${column}`);
      return [`${this.paint(style, mark)} ${place}  ${printable(outcome.result.name)}`];
    });
    return lines.length === 0 ? [] : [...lines, ''];
  }

  /** Where a further dialect went another way than the first, dialect by dialect. */
  private departures({ dialects = [] }: Plan, outcomes: readonly Outcome[]): readonly string[] {
    const [first, ...others] = dialects;
    const found = differences(outcomes);
    return others.flatMap(({ name, subject }) => {
      const lines = found.filter(({ to }) => to === name);
      if (lines.length === 0) return [];
      return [
        this.paint('bold', `Departures of ${subject} from ${first?.subject}:`),
        ...lines.flatMap((one) => [
          `  ${this.paint('cyan', printable(one.file))}  ${printable(one.name)}`,
          `    ${printable(one.text)}`,
        ]),
        '',
      ];
    });
  }

  private findings(outcomes: readonly Outcome[]): readonly string[] {
    const lines = findingsLines(outcomes);
    return lines.length === 0 ? [] : [this.paint('bold', 'Findings:'), ...lines, ''];
  }

  private total({ plan, summary, outcomes }: Omit<Report, 'problems'>): readonly string[] {
    const { counts, notRun, virtualMs, realMs } = summary;
    const verdicts: readonly OutcomeVerdict[] = [
      'passed',
      'skipped',
      'failed',
      'departed',
      'grown',
      'unstable',
      'broken',
      'interrupted',
    ];
    const parts = verdicts
      .filter((verdict) => counts[verdict] > 0)
      .map((verdict) =>
        this.paint(marks[verdict][0], `${grouped(counts[verdict])} ${verdictWords[verdict]}`),
      );
    if (notRun > 0) parts.push(this.paint('yellow', `${grouped(notRun)} not run`));
    const twice = plan.checkDeterminism ? ', each twice' : '';
    const ratio = Math.floor(virtualMs / Math.max(1, realMs));
    const speed = ratio === 0 ? '' : `: ${grouped(ratio)} times real time`;
    const total = `${this.paint('bold', whatRan(plan) + twice)}: ${parts.join(', ')}`;
    if (plan.target !== undefined) {
      const steps = outcomes.flatMap(({ result }) => result.target?.skipped ?? []);
      const left = steps.length === 0 ? '' : `, ${counted(steps.length, 'step')} skipped`;
      return [
        total + left,
        `real ${shortDuration(realMs)} on ${printable(plan.target)}, not deterministic`,
      ];
    }
    return [
      total,
      `virtual ${shortDuration(virtualMs)}, real ${shortDuration(realMs)}${speed}`,
      seedsOf(plan, outcomes) + paceOf(plan, summary),
    ];
  }

  private progress(): string {
    const elapsed = shortDuration(this.shell.nowMs() - this.startedMs);
    const names = [...this.underway.values()].map(printable).join(', ');
    return `${this.finishedRuns}/${this.plan?.runs ?? 0}  ${elapsed}  ${names}`;
  }
}

function whatRan({ scenarios, runs }: Plan): string {
  const noun = counted(scenarios, 'scenario');
  return runs === scenarios ? noun : `${noun}, ${counted(runs, 'run')}`;
}

function seedsOf({ seed, repeat }: Plan, outcomes: readonly Outcome[]): string {
  const seeds = new Set(outcomes.map(({ result }) => result.seed));
  if (repeat === 1 && seeds.size === 1) return `seed ${[...seeds].join()}`;
  const first = seed === undefined ? "each scenario's own seed" : `seed ${seed}`;
  return repeat === 1 ? first : `${first} and the ${repeat - 1} after it`;
}

/** How many seeds get through in a minute, both runs of a pair included. */
function paceOf({ repeat }: Plan, { runs, notRun, realMs }: Report['summary']): string {
  if (repeat === 1) return '';
  const perMinute = Math.floor(((runs - notRun) * 60_000) / Math.max(1, realMs));
  // Of several scenarios or dialects each has runs of its own.
  return `: ${grouped(perMinute)} ${runs === repeat ? 'seeds' : 'runs'} a minute`;
}

function keyOf({ file, seed, dialect }: Pick<Job, 'file' | 'seed' | 'dialect'>): string {
  return `${seed} ${dialect} ${file}`;
}
