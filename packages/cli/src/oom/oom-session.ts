import type { MemoryRequest, RequestSurvey, RequestTrial } from '@w800/scenario';

import { chooseDialects } from '../choose-dialects.ts';
import { complaints } from '../complaints.ts';
import { counted } from '../counted.ts';
import { dialectsOf } from '../dialects-of.ts';
import type { Engine } from '../engine.ts';
import type { Job, JobResult } from '../job.ts';
import type { Lane } from '../lane.ts';
import { LiveLine } from '../live-line.ts';
import { givenModule, type CertificateFlags } from '../module-certificates.ts';
import { choosePaint } from '../paint.ts';
import { runPool } from '../pool.ts';
import { printable } from '../printable.ts';
import type { ProgramContext } from '../program-context.ts';
import type { ReadScenario } from '../read-scenarios.ts';
import { shortDuration } from '../short-duration.ts';
import { UsageError } from '../usage-error.ts';
import type { OomReport, OomSubject } from './oom-subject.ts';
import { singleText, subjectText, totalText } from './oom-text.ts';

export interface OomSessionOptions extends CertificateFlags {
  /** 0 to 2^32 - 1; absent: each scenario's own. */
  readonly seed?: number;
  /** Names with commas, for the scenarios that name none. */
  readonly dialect?: string;
  /** How many runs go on at once; above 1, in worker threads. */
  readonly jobs: number;
  /** Only this request fails, and all of its run is shown. */
  readonly only?: number;
  readonly showSecrets?: true;
  readonly json: boolean;
  readonly color: boolean;
}

/** A scenario in a dialect, whose requests are to fail. */
interface Subject extends Omit<OomSubject, 'trials' | 'wanted'> {
  readonly requests: readonly MemoryRequest[];
  readonly trials: RequestTrial[];
  readonly base: Omit<Job, 'index' | 'trial'>;
}

/** One call of `pnpm sim oom`: surveys every scenario, then lets its requests fail one by one. */
export class OomSession {
  private readonly engine: Engine;
  private readonly options: OomSessionOptions;
  private readonly context: ProgramContext;
  private readonly module: Job['module'];
  private readonly line: LiveLine;
  private readonly startedMs: number;
  private readonly subjects: Subject[] = [];
  private told = 0;
  private done = 0;
  private doing = '';

  constructor(engine: Engine, options: OomSessionOptions, context: ProgramContext) {
    const { shell } = context;
    this.engine = engine;
    this.options = options;
    this.context = context;
    this.module = givenModule(options, engine, shell.cwd);
    this.startedMs = shell.nowMs();
    // A document on the standard output is not to be written into.
    this.line = new LiveLine(shell, options.json ? shell.err : shell.out, () => this.progress());
  }

  async run(scenarios: readonly ReadScenario[]): Promise<OomReport> {
    const planned = scenarios.flatMap((read) => this.basesOf(read).map((base) => ({ read, base })));
    this.line.start();
    try {
      for (const { read, base } of planned) {
        if (this.context.signal.aborted) break;
        this.doing = base.name;
        this.subjects.push(await this.survey(read, base));
      }
      await this.tryAll();
    } finally {
      this.line.stop();
    }
    const report = this.report(planned.length - this.subjects.length);
    if (!this.options.json) this.line.print(totalText(report, this.paint));
    return report;
  }

  private get paint() {
    const { shell } = this.context;
    return choosePaint(shell, shell.out, this.options.color);
  }

  private basesOf({ file, text, files, scenario }: ReadScenario): readonly Subject['base'][] {
    const { options, engine, module } = this;
    const chosen =
      options.dialect === undefined ? undefined : chooseDialects(options.dialect, engine.dialects);
    if (chosen?.ok === false) throw new UsageError(chosen.problems);
    const { showSecrets, seed = scenario.seed } = options;
    const names = chosen?.dialects.map(({ name }) => name);
    return dialectsOf(scenario, names).map((dialect, turn) => ({
      again: false,
      name: scenario.name,
      file,
      text,
      files,
      seed,
      dialect,
      turn,
      log: false,
      ...(module === undefined ? {} : { module }),
      ...(showSecrets === undefined ? {} : { showSecrets }),
    }));
  }

  private async survey({ scenario }: ReadScenario, base: Subject['base']): Promise<Subject> {
    const { name, file, seed, dialect, module, showSecrets } = base;
    const { signal } = this.context;
    const given = { module: module?.slots, given: module?.typed };
    const run = { seed, dialect, signal, showSecrets, ...given };
    const survey = await this.engine.surveyRequests(scenario, run);
    const requests = this.wanted(survey, file);
    const about = { name, file, seed, dialect, ...(module === undefined ? {} : { module }) };
    return { ...about, survey, requests, trials: [], base };
  }

  /** Those that are to fail: none of a scenario that does not pass by itself. */
  private wanted({ verdict, clean }: RequestSurvey, file: string): readonly MemoryRequest[] {
    const { only } = this.options;
    const { requests } = clean;
    if (verdict !== 'passed' || only === undefined) return verdict === 'passed' ? requests : [];
    const request = requests[only - 1];
    if (request !== undefined) return [request];
    throw new UsageError([complaints.requestUnknown(file, only, requests.length)]);
  }

  private async tryAll(): Promise<void> {
    const { signal, shell } = this.context;
    const count = this.subjects.reduce((sum, { requests }) => sum + requests.length, 0);
    this.tell();
    await runPool({
      jobs: this.jobs(),
      lanes: await this.openLanes(Math.max(1, Math.min(this.options.jobs, count))),
      signal,
      later: (delayMs, action) => shell.later(delayMs, action),
      events: {
        started: (job) => {
          this.doing = job.name;
        },
        log: () => {},
        done: (job, result) => this.finish(job, result),
      },
    });
    this.tell(true);
  }

  private *jobs(): Generator<Job, void> {
    for (const [index, { base, requests, survey }] of this.subjects.entries()) {
      const { clean } = survey;
      for (const request of requests) yield { ...base, index, trial: { request, clean } };
    }
  }

  private finish({ index, trial }: Job, { trial: tried, result }: JobResult): void {
    const subject = this.subjects[index];
    if (subject === undefined || trial === undefined) return;
    this.done += 1;
    subject.trials.push(tried ?? lost(trial.request, result));
    this.tell();
  }

  /** Prints every scenario whose trials are all done, in order. */
  private tell(isOver = false): void {
    while (this.told < this.subjects.length) {
      const subject = this.subjects[this.told];
      if (subject === undefined) break;
      if (!isOver && subject.trials.length < subject.requests.length) break;
      this.told += 1;
      if (this.options.json) continue;
      const show = this.options.only === undefined ? subjectText : singleText;
      this.line.print(show(shownSubject(subject), this.paint));
    }
  }

  private async openLanes(count: number): Promise<readonly Lane[]> {
    if (count === 1) {
      const { localLane } = await import('../local-lane.ts');
      return [localLane(this.engine, () => this.context.shell.nowMs())];
    }
    const { WorkerLane } = await import('../worker-lane.ts');
    return Array.from({ length: count }, () => new WorkerLane(this.context));
  }

  private report(notSurveyed: number): OomReport {
    const realMs = this.context.shell.nowMs() - this.startedMs;
    return { subjects: this.subjects.map(shownSubject), notSurveyed, realMs };
  }

  private progress(): string {
    const elapsed = shortDuration(this.context.shell.nowMs() - this.startedMs);
    const count = this.subjects.reduce((sum, { requests }) => sum + requests.length, 0);
    const wrong = this.subjects.flatMap(({ trials }) =>
      trials.filter(({ outcome }) => outcome === 'wrong'),
    ).length;
    const found = wrong === 0 ? '' : `  ${counted(wrong, 'violation')}`;
    return `${this.done}/${count}  ${elapsed}${found}  ${printable(this.doing)}`;
  }
}

function shownSubject(subject: Subject): OomSubject {
  const { name, file, seed, dialect, module, survey, requests, trials } = subject;
  // Several at once do not end in the order in which they began.
  const ordered = trials.toSorted((one, other) => one.request.number - other.request.number);
  const about = { name, file, seed, dialect, ...(module === undefined ? {} : { module }) };
  return { ...about, survey, wanted: requests.length, trials: ordered };
}

/** The trial of a run that could give none: it was abandoned, or it broke down. */
function lost(request: MemoryRequest, { verdict, failure }: JobResult['result']): RequestTrial {
  const isBug = verdict !== 'interrupted';
  const what = failure?.message.split('\n', 1)[0] ?? verdict;
  return {
    request,
    outcome: isBug ? 'wrong' : 'interrupted',
    usableAfter: 'nothing',
    violations: isBug ? [{ rule: 'bug', what }] : [],
    overAt: 0,
    transcript: failure?.transcript ?? [],
  };
}
