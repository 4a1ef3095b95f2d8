import type { BrokerEnd } from '@w800/broker';
import type { Instant } from '@w800/kernel';
import type { Bench } from './bench.ts';
import { FaultSchedule } from './faults/fault-schedule.ts';
import { showDuration } from './fields/duration.ts';
import type { Expectation } from './fields/expectation.ts';
import type { HeapGauge } from './heap/heap-gauge.ts';
import { matcherOf, type Matcher } from './matcher.ts';
import { ModuleOutput } from './module-output.ts';
import type { RunRedaction } from './redaction/run-redaction.ts';
import { ShownOutput } from './redaction/shown-output.ts';
import { Interrupted, StepFailure, type StepSite } from './step-failure.ts';
import { Transcript, type TranscriptEntry } from './transcript.ts';
import type { Variables } from './variables.ts';

export interface HostDriverOptions {
  /** How long a wait takes at most unless it says otherwise, in virtual time. */
  readonly withinNs: number;
  /** Virtual time the whole run may take. */
  readonly limitNs: number;
  readonly variables?: Variables;
  readonly signal?: AbortSignal | undefined;
  /** Sees every byte both ways, with its instant, as it is typed or arrives. */
  readonly tap?: LineTap | undefined;
  /** Keeps passwords out of all that is told. Default: they are shown. */
  readonly redaction?: RunRedaction | undefined;
  /** Follows the heap, for the steps that look at it. */
  readonly gauge?: HeapGauge | undefined;
}

/** The bytes may be used again as soon as it is back. */
export type LineTap = (from: 'host' | 'module', bytes: Uint8Array, at: Instant) => void;

/** Something the module must not say as long as the guard stands. */
export interface Guard {
  readonly matcher: Matcher;
  from: number;
  readonly site: StepSite | undefined;
}

const gotLinesMax = 20;

/**
 * The host's side of a run: types, reads with one cursor, and lets virtual
 * time pass until something has come or a limit is reached.
 */
export class HostDriver {
  readonly bench: Bench;
  readonly output = new ModuleOutput();
  readonly transcript: Transcript;
  readonly variables: Variables;
  /** The time limit of a wait that names none. */
  withinNs: number;
  /** Everything the module said before this offset has been read. */
  cursor = 0;
  /** The step that is running. */
  site: StepSite | undefined;
  /** How far each broker's messages have been read. */
  readonly brokerCursors = new Map<BrokerEnd, number>();
  /** How far each broker's packets have been read. */
  readonly packetCursors = new Map<BrokerEnd, number>();
  /** What is broken just now, and what will be. */
  readonly faults: FaultSchedule;
  /** Output offset at which the last line was typed, and prompts answered since. */
  promptFloor = 0;

  private readonly guards = new Set<Guard>();
  private readonly limitAt: number;
  private readonly limitNs: number;
  private readonly signal: AbortSignal | undefined;
  private readonly tap: LineTap | undefined;
  private readonly redaction: RunRedaction | undefined;
  private readonly shown: ShownOutput;
  private readonly heapGauge: HeapGauge | undefined;
  private guardedLength = 0;
  private transcribedLines = 0;
  private hasTyped = false;

  constructor(bench: Bench, options: HostDriverOptions) {
    this.bench = bench;
    this.withinNs = options.withinNs;
    this.variables = options.variables ?? new Map();
    this.signal = options.signal;
    this.tap = options.tap;
    this.redaction = options.redaction;
    this.heapGauge = options.gauge;
    this.shown = new ShownOutput(this.output, options.redaction);
    this.transcript = new Transcript(this.shown);
    this.limitNs = options.limitNs;
    this.limitAt = bench.kernel.now + options.limitNs;
    this.faults = new FaultSchedule(bench.kernel);
    bench.serial.onReceive((bytes, at) => this.receive(bytes, at));
  }

  /** Whether what is typed next is the secret data of a command. */
  get typesSecretData(): boolean {
    return this.redaction?.line.expectsData === true;
  }

  /** What follows the heap of the module. */
  get gauge(): HeapGauge {
    return this.heapGauge ?? this.bench.kernel.fail('nobody follows the heap');
  }

  /** Lets time pass until the module takes commands. */
  async boot(): Promise<void> {
    const { readyLine } = this.bench;
    this.bench.powerOn();
    if (readyLine === undefined) return;
    const withinNs = this.bench.readyWithinNs ?? this.withinNs;
    const ready = await this.untilOutput(withinNs, () => this.readyEnd());
    if (ready !== undefined) return;
    const message = `the module did not print "${readyLine}" within ${showDuration(withinNs)}`;
    throw new StepFailure(message, `"${readyLine}"`, this.got(0));
  }

  /**
   * Types bytes.
   * @param hiddenBytes how many at the end the transcript does not show
   */
  type(bytes: Uint8Array, hiddenBytes = 0): void {
    // What was printed before the first line was typed answers no line.
    if (!this.hasTyped) this.cursor = Math.max(this.cursor, this.readyEnd() ?? 0);
    this.hasTyped = true;
    const { now } = this.bench.kernel;
    const shown = this.redaction?.line.typed(bytes) ?? bytes;
    this.transcript.typed(now, shown, shown.length - hiddenBytes);
    if (bytes.length === 0) return;
    this.tap?.('host', shown, now);
    this.bench.serial.write(bytes);
  }

  /** Lets a length of time pass. */
  async wait(durationNs: number): Promise<void> {
    await this.until(durationNs, zero, () => undefined);
  }

  /** Lets time pass until something is found in the output. */
  untilOutput<Found>(withinNs: number, find: () => Found | undefined): Promise<Found | undefined> {
    return this.until(withinNs, () => this.output.length, find);
  }

  /**
   * Lets time pass until `find` gives something, at most `withinNs`. It is
   * asked at once and whenever `version` has changed; time stops there.
   */
  until<Found>(
    withinNs: number,
    version: () => number,
    find: () => Found | undefined,
  ): Promise<Found | undefined> {
    const { kernel } = this.bench;
    const endAt = kernel.now + withinNs;
    const limited = this.limitAt < endAt;
    let seen: number | undefined;
    let found: Found | undefined;
    const stop = (): boolean => {
      if (this.signal?.aborted === true) throw new Interrupted();
      this.checkGuards();
      const current = version();
      if (current === seen) return false;
      seen = current;
      found = find();
      return found !== undefined;
    };
    return this.bench.run(limited ? this.limitAt : endAt, stop).then(() => {
      // At a real module time passes without an event that could have said so.
      if (this.signal?.aborted === true) throw new Interrupted();
      if (found === undefined && limited) throw this.outOfTime();
      return found;
    });
  }

  /** From now on the module must not say this; what it said and nobody read counts. */
  guard(expectation: Expectation): Guard {
    const matcher = matcherOf(expectation, this.variables);
    const guard = { matcher, from: this.cursor, site: this.site };
    this.guards.add(guard);
    this.guardedLength = -1;
    this.checkGuards();
    return guard;
  }

  unguard(guard: Guard): void {
    this.guards.delete(guard);
  }

  /** From now on the module may say anything. */
  dropGuards(): void {
    this.guards.clear();
  }

  /** What the module has said since an offset, line by line, escaped; the last lines only. */
  got(from: number): readonly string[] {
    const { output } = this;
    const texts = output.lines
      .slice(output.lineIndexAfter(from))
      .filter((line) => line.end > Math.max(line.start, from))
      .map((line) => this.shown.text(Math.max(line.start, from), line.end));
    const open = this.openText(from);
    if (open !== '') texts.push(open);
    return texts.slice(-gotLinesMax);
  }

  /** The last lines both ways, a line that is not complete yet included. */
  lastLines(count: number): readonly TranscriptEntry[] {
    const open = this.openText(0);
    if (open === '') return this.transcript.last(count);
    const entry = { at: this.bench.kernel.now, direction: 'module', text: open } as const;
    return [...this.transcript.last(count - 1), entry];
  }

  /** The broker of that name or address; the first of the world when none is named. */
  broker(name?: string): BrokerEnd {
    const { brokers } = this.bench;
    const found = name === undefined ? brokers[0] : brokers.find(({ host }) => host === name);
    if (found !== undefined) return found.end;
    const wanted = name === undefined ? 'a broker' : `the broker ${name}`;
    const known = brokers.map(({ host }) => host);
    throw new StepFailure(`the world has no ${wanted.replace(/^(a|the) /, '')}`, wanted, known);
  }

  private outOfTime(): StepFailure {
    const limit = showDuration(this.limitNs);
    const message = `the run has taken ${limit} of virtual time, which is its limit`;
    return new StepFailure(message, `an end within ${limit}`, this.got(this.cursor));
  }

  private receive(bytes: Uint8Array, at: number): void {
    const { output, tap, redaction } = this;
    if (tap === undefined) redaction?.line.watch(bytes);
    else tap('module', redaction?.line.answered(bytes) ?? bytes, at);
    output.append(bytes, at);
    for (; this.transcribedLines < output.lines.length; this.transcribedLines += 1) {
      const line = output.lines[this.transcribedLines];
      if (line !== undefined && line.end > line.start) this.transcript.said(line);
    }
  }

  private openText(from: number): string {
    const start = Math.max(from, this.output.openLineStart);
    return this.shown.text(start).replace(/^(\\r)+$/, '');
  }

  private readyEnd(): number | undefined {
    const { readyLine } = this.bench;
    if (readyLine === undefined) return undefined;
    return matcherOf(readyLine, new Map()).find(this.output, 0)?.end;
  }

  private checkGuards(): void {
    const { output } = this;
    if (this.guardedLength === output.length) return;
    this.guardedLength = output.length;
    for (const guard of this.guards) {
      const match = guard.matcher.find(output, guard.from);
      guard.from = guard.matcher.resume(output, guard.from);
      if (match === undefined) continue;
      const got = this.shown.text(match.start, match.end).replace(/(\\r\\n)$/, '');
      const { description } = guard.matcher;
      const message = `the module said "${got}", which must not come here`;
      throw new StepFailure(message, `never ${description}`, [got], guard.site);
    }
  }
}

function zero(): number {
  return 0;
}
