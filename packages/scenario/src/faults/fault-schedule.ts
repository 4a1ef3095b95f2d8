import type { Alarm, Instant, Kernel, Random } from '@w800/kernel';
import { formatSeconds } from '@w800/kernel';
import { StepFailure, type StepSite } from '../step-failure.ts';
import { wantedRecords } from '../fields/record-pattern.ts';
import type { Variables } from '../variables.ts';
import { ActiveFaults } from './active-faults.ts';
import type { AnyFaultDefinition } from './define-fault.ts';
import type { EventTrigger } from './event-trigger.ts';
import type { FaultSites } from './fault-sites.ts';
import type { FaultTiming } from './fault-timing.ts';

/** A fault that is to come. */
export interface PlannedFault {
  readonly definition: AnyFaultDefinition;
  readonly value: unknown;
  readonly timing: FaultTiming;
  readonly sites: Omit<FaultSites, 'random'>;
  /** The step that asks for it. */
  readonly site: StepSite | undefined;
}

interface Waiting {
  readonly planned: PlannedFault;
  /** What is still missing, for a sentence: `it was due at 12.000 s`. */
  readonly missing: () => string;
  /** It waits for something that may never happen, and not for its time. */
  readonly forEvent: boolean;
  readonly cancel: () => void;
}

/** Which faults are still to come, and those that are there. */
export class FaultSchedule {
  private readonly kernel: Kernel;
  private readonly active: ActiveFaults;
  private readonly waiting = new Set<Waiting>();
  private drawn = 0;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.active = new ActiveFaults(kernel);
  }

  /**
   * Lets a fault come when its timing says so; now if it says nothing.
   * @throws StepFailure when its instant is over
   */
  plan(planned: PlannedFault, variables: Variables): void {
    const { after, at, on, drawn } = planned.timing;
    const { now } = this.kernel;
    if (after !== undefined) this.planAt(planned, now + after);
    else if (at !== undefined) this.planAt(planned, this.notPast(at));
    else if (on !== undefined) this.planOn(planned, on, variables);
    else if (drawn !== undefined) {
      for (const instant of this.draw(drawn.times, drawn.within)) this.planAt(planned, instant);
    } else this.apply(planned);
  }

  /**
   * Plans one of several faults, as often as asked for, at instants and in a
   * choice of the seed's.
   */
  planAny(choice: readonly PlannedFault[], times: number, withinNs: number): void {
    const random = this.nextRandom();
    for (const instant of drawnInstants(this.kernel.now, times, withinNs, random)) {
      const planned = choice[random.integer(0, choice.length - 1)];
      if (planned !== undefined) this.planAt(planned, instant);
    }
  }

  /**
   * Puts right every fault of a name, or all; what has not come yet, never comes.
   * @throws StepFailure when one by its name still waits for its event
   */
  repair(name?: string): void {
    for (const one of this.waiting) {
      if (name !== undefined && one.planned.definition.name !== name) continue;
      if (name !== undefined && one.forEvent) {
        throw new StepFailure(
          `\`${name}\` has not come yet: ${one.missing()}`,
          'a fault that has come',
          [],
        );
      }
      this.withdraw(one);
    }
    this.active.repair(name);
  }

  /**
   * Sees to it that at the end of a run everything has come.
   * @throws StepFailure of the step that asked for what has not
   */
  checkAllCame(): void {
    const [first] = this.waiting;
    if (first === undefined) return;
    const { definition, site } = first.planned;
    const expected = `\`${definition.name}\` before the end of the run`;
    const what = `the fault \`${definition.name}\` has never come: ${first.missing()}`;
    throw new StepFailure(what, expected, [], site);
  }

  private planAt(planned: PlannedFault, instant: Instant): void {
    let alarm: Alarm | undefined;
    const waiting: Waiting = {
      planned,
      missing: () => `it is due at ${formatSeconds(instant)}`,
      forEvent: false,
      cancel: () => alarm?.cancel(),
    };
    this.waiting.add(waiting);
    alarm = this.kernel.at(instant, () => this.applyLate(waiting));
  }

  private planOn(planned: PlannedFault, trigger: EventTrigger, variables: Variables): void {
    const { event, nth } = trigger;
    const { kind, which, fit } = wantedRecords(trigger, variables);
    const count = nth === 1 ? `\`${event}\`` : `${nth} \`${event}\``;
    const fitting = which === '' ? '' : ` ${which}`;
    let seen = 0;
    let alarm: Alarm | undefined;
    const end = this.kernel.trace.on(kind, (record) => {
      if (!fit(record)) return;
      seen += 1;
      if (seen < nth) return;
      end();
      // Whoever says what has happened is still in the middle of it.
      alarm = this.kernel.after(0, () => this.applyLate(waiting));
    });
    const waiting: Waiting = {
      planned,
      missing: () => `it waits for ${count}${fitting}, and there were ${seen}`,
      forEvent: true,
      cancel: () => {
        end();
        alarm?.cancel();
      },
    };
    this.waiting.add(waiting);
  }

  private notPast(at: Instant): Instant {
    const { now } = this.kernel;
    if (at >= now) return at;
    const what = `${formatSeconds(at)} of the run are over: it is ${formatSeconds(now)}`;
    throw new StepFailure(what, `an instant from ${formatSeconds(now)} on`, []);
  }

  private draw(times: number, withinNs: number): readonly Instant[] {
    return drawnInstants(this.kernel.now, times, withinNs, this.nextRandom());
  }

  private nextRandom(): Random {
    this.drawn += 1;
    return this.kernel.random.fork(`fault.drawn.${this.drawn}`);
  }

  private apply({ definition, value, sites, timing }: PlannedFault): void {
    this.active.apply(definition, value, sites, definition.lasts ? timing.for : undefined);
  }

  /** What cannot be done is said of the step that wanted it, not of the one that runs by now. */
  private applyLate(waiting: Waiting): void {
    this.waiting.delete(waiting);
    try {
      this.apply(waiting.planned);
    } catch (error) {
      if (!isOfUser(error)) throw error;
      const { expected = 'something that can be done', got = [] } = error;
      const { definition, site } = waiting.planned;
      throw new StepFailure(`\`${definition.name}\`: ${error.message}`, expected, got, site);
    }
  }

  private withdraw(waiting: Waiting): void {
    this.waiting.delete(waiting);
    waiting.cancel();
  }
}

/** A step that fails, or a coded error of a model: what the scenario asks for cannot be. */
function isOfUser(error: unknown): error is Error & Partial<Pick<StepFailure, 'expected' | 'got'>> {
  return error instanceof StepFailure || (error instanceof Error && 'code' in error);
}

/** In the order of time. */
function drawnInstants(
  now: Instant,
  times: number,
  withinNs: number,
  random: Random,
): readonly Instant[] {
  // One draw has 32 bits, so a long time is drawn from in steps that it can count.
  const stepNs = Math.ceil(withinNs / 4_294_967_296);
  const last = Math.floor((withinNs - 1) / stepNs);
  const offsets = Array.from({ length: times }, () => random.integer(0, last) * stepNs);
  return offsets.toSorted((one, other) => one - other).map((offset) => now + offset);
}
