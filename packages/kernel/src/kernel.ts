import { EventQueue, type Alarm } from './event-queue.ts';
import { Random } from './random.ts';
import { formatSeconds, instantMax, type Duration, type Instant } from './time.ts';
import { Trace, type TraceRecord } from './trace.ts';
import { TwinBug } from './twin-bug.ts';

/**
 * Code that runs on promises and ticks of its own (the embedded broker's
 * library). After an event that handed something over to it, the kernel waits
 * until it has settled; virtual time stands still meanwhile.
 */
export interface Compartment {
  /** True from a hand-over until `settle` has come to rest. */
  readonly unsettled: boolean;
  settle(): Promise<void>;
}

export interface KernelOptions {
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  /** The command that repeats this run; printed when an assertion fails. */
  readonly replay?: string;
  /**
   * Lets the machine's own event loop turn, so that a signal or a progress
   * line gets through a long run. It must not touch any model.
   */
  readonly breathe?: () => Promise<void>;
}

/** Why `run` came back. */
export type RunOutcome = 'stopped' | 'deadline';

const eventsPerBreath = 4096;
const eventsPerInstantMax = 1_000_000;
const recordsKept = 20;

let running: Kernel | undefined;

/** The kernel that is executing an event at this moment, if any. */
export function runningKernel(): Kernel | undefined {
  return running;
}

/** Virtual time, the event queue, the trace and the seeded randomness of one run. */
export class Kernel {
  readonly seed: number;
  readonly trace: Trace;
  /** The root of all randomness. Models draw from `random.fork('their name')`. */
  readonly random: Random;

  private readonly queue = new EventQueue();
  private readonly compartments: Compartment[] = [];
  private readonly options: KernelOptions;
  private readonly lastRecords: TraceRecord[] = [];
  private shownRecord: (record: TraceRecord) => TraceRecord = (record) => record;
  private clock: Instant = 0;
  private executed = 0;
  private executedAtInstant = 0;

  constructor(options: KernelOptions) {
    this.options = options;
    this.seed = options.seed;
    this.random = new Random(String(options.seed));
    this.trace = new Trace(() => this.clock);
  }

  get now(): Instant {
    return this.clock;
  }

  /** How many events have been executed since the run began. */
  get eventCount(): number {
    return this.executed;
  }

  /** The instant of the next event, or undefined when none is set. */
  get nextAt(): Instant | undefined {
    return this.queue.nextAt;
  }

  /** Sets an alarm at an instant that is not in the past. */
  at(instant: Instant, action: () => void): Alarm {
    if (!(instant >= this.clock && instant <= instantMax && Number.isInteger(instant))) {
      this.fail(`an alarm is set at a whole nanosecond from now on, not at ${instant}`);
    }
    return this.queue.add(instant, action);
  }

  /** Sets an alarm that many nanoseconds from now. */
  after(delay: Duration, action: () => void): Alarm {
    return this.at(this.clock + delay, action);
  }

  addCompartment(compartment: Compartment): void {
    this.compartments.push(compartment);
  }

  /**
   * Keeps the last records, to be printed when an assertion fails.
   * @param shown what of one may be printed. Default: all of it
   */
  keepLastRecords(shown = (record: TraceRecord): TraceRecord => record): void {
    this.shownRecord = shown;
    this.trace.onAny((record) => {
      this.lastRecords.push(record);
      if (this.lastRecords.length > recordsKept) this.lastRecords.shift();
    });
  }

  /**
   * Executes events in order until `stop` says so or `until` is reached. An
   * event due exactly at `until` is executed. When the queue runs dry, time
   * moves to `until`.
   */
  async run(until: Instant, stop: () => boolean = never): Promise<RunOutcome> {
    if (until < this.clock) this.fail(`time cannot run back to ${formatSeconds(until)}`);
    if (this.isUnsettled) await this.settle();
    for (;;) {
      const outcome = this.runSettled(until, stop);
      if (outcome !== undefined) return outcome;
      for (const compartment of this.compartments) {
        if (compartment.unsettled) await compartment.settle();
      }
      if (this.executed % eventsPerBreath === 0) await this.options.breathe?.();
    }
  }

  /** Runs for a length of virtual time. */
  async runFor(duration: Duration): Promise<void> {
    await this.run(this.clock + duration);
  }

  /** Waits for every compartment to come to rest, without moving time. */
  async settle(): Promise<void> {
    for (const compartment of this.compartments) {
      if (compartment.unsettled) await compartment.settle();
    }
  }

  /** An assertion about the twin itself. */
  assert(holds: boolean, claim: string): asserts holds {
    if (!holds) this.fail(claim);
  }

  fail(claim: string): never {
    throw new TwinBug(claim, {
      seed: this.seed,
      at: this.clock,
      records: this.lastRecords.map(this.shownRecord),
      replay: this.options.replay,
    });
  }

  /**
   * Executes events as long as nobody has to be waited for. A promise costs as
   * much as an event, so there is none between two events.
   */
  private runSettled(until: Instant, stop: () => boolean): RunOutcome | undefined {
    while (!stop()) {
      const next = this.queue.nextAt;
      if (next === undefined || next > until) {
        this.moveTo(until);
        return 'deadline';
      }
      this.moveTo(next);
      this.execute(this.queue.take());
      if (this.isUnsettled || this.executed % eventsPerBreath === 0) return undefined;
    }
    return 'stopped';
  }

  private get isUnsettled(): boolean {
    for (const { unsettled } of this.compartments) if (unsettled) return true;
    return false;
  }

  private moveTo(instant: Instant): void {
    if (instant === this.clock) return;
    this.clock = instant;
    this.executedAtInstant = 0;
  }

  private execute(action: () => void): void {
    this.executed += 1;
    this.executedAtInstant += 1;
    if (this.executedAtInstant > eventsPerInstantMax) {
      this.fail(`time stands still: over ${eventsPerInstantMax} events at one instant`);
    }
    const outer = running;
    running = this;
    try {
      action();
    } finally {
      running = outer;
    }
  }
}

function never(): boolean {
  return false;
}
