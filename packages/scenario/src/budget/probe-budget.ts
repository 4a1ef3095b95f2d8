import { Ballast, type Heap } from '@w800/memory';
import { plainBytesMax, rawBytesMax, topicsMax, type BudgetPlan } from './budget-plan.ts';
import type { Budget, BudgetFailure, BudgetMeasure, BudgetReach, WhatIf } from './budget-result.ts';
import { budgetWorld, type BudgetWorld } from './budget-world.ts';
import { lookAlikes, type LookAlikes } from './look-alikes.ts';
import { largestWorking } from './largest-working.ts';
import { measureBudget, type MeasureOptions } from './measure-budget.ts';

/** How exact what is searched for is, in bytes. */
const stepBytes = 64;
/** SDK NUM_SOCKETS: more connections there cannot be. */
const linksMax = 8;
const owner = 'budget.others';

/** Answers what fits into the module by letting twins do it, with less and less memory. */
export async function probeBudget(plan: BudgetPlan): Promise<Budget> {
  const alike = lookAlikes(plan.serverChain, plan.module.ca);
  const world = budgetWorld(plan, alike);
  const measure = await measureBudget(plan, world);
  const whatIfs = await tryOthers(plan, alike);
  if (measure.failure !== undefined) return { measure, reaches: [], whatIfs };
  const prober = new Prober(plan, world);
  const sparable = await prober.spare(measure);
  return {
    measure,
    ...(sparable === undefined ? {} : { sparable }),
    reaches: await prober.grow(measure),
    whatIfs,
  };
}

/** The same with one thing otherwise. */
async function tryOthers(plan: BudgetPlan, alike: LookAlikes): Promise<readonly WhatIf[]> {
  const { scheme, reconnect } = plan;
  const others: readonly (readonly [string, Partial<BudgetPlan>])[] = [
    ...[1, 5]
      .filter((one) => one !== scheme)
      .map((one) => [`scheme ${one}`, { scheme: one }] as const),
    [`reconnect ${1 - reconnect}`, { reconnect: reconnect === 0 ? 1 : 0 }],
  ];
  const whatIfs: WhatIf[] = [];
  for (const [what, change] of others) {
    const other = { ...plan, ...change };
    whatIfs.push({ what, measure: await measureBudget(other, budgetWorld(other, alike)) });
  }
  return whatIfs;
}

/** Looks for the point at which one configuration does not work any more. */
class Prober {
  private readonly plan: BudgetPlan;
  private readonly world: BudgetWorld;

  constructor(plan: BudgetPlan, world: BudgetWorld) {
    this.plan = plan;
    this.world = world;
  }

  /** How much of what is free after the join can be taken by something else. */
  async spare({ joinedFreeBytes }: BudgetMeasure): Promise<Budget['sparable']> {
    const attempt = this.attempts((bytes) => ({ crowd: (heap) => takeAway(heap, bytes) }));
    const bytes = await largestWorking(0, joinedFreeBytes, stepBytes, attempt.works);
    const { failure } = attempt;
    return bytes === undefined || failure === undefined ? undefined : { bytes, failure };
  }

  async grow(measure: BudgetMeasure): Promise<readonly BudgetReach[]> {
    const { plan } = this;
    const isRaw = plan.publish === 'raw';
    const received = plan.topics === 0 ? [] : [await this.growReceived(measure)];
    return [
      await this.growPlan(
        'published payload',
        (payloadBytes) => ({ ...plan, payloadBytes, topics: 0 }),
        [plan.payloadBytes, isRaw ? rawBytesMax : plainBytesMax],
      ),
      ...received,
      await this.growPlan('topics', (topics) => ({ ...plan, topics }), [plan.topics, topicsMax]),
      await this.growLinks(measure),
    ];
  }

  private async growPlan(
    what: BudgetReach['what'],
    change: (number: number) => BudgetPlan,
    [now, most]: readonly [number, number],
  ): Promise<BudgetReach> {
    const attempt = this.attempts(() => ({}), change);
    if (await attempt.works(most)) return { what, most, isLimit: true };
    const reached = await largestWorking(now, most, 1, attempt.works);
    return reachOf(what, reached ?? 0, attempt.failure);
  }

  private async growReceived({ joinedFreeBytes }: BudgetMeasure): Promise<BudgetReach> {
    const attempt = this.attempts((receivedBytes) => ({ receivedBytes }));
    const { payloadBytes } = this.plan;
    const most = await largestWorking(payloadBytes, joinedFreeBytes, stepBytes, attempt.works);
    return reachOf('received payload', most ?? 0, attempt.failure);
  }

  /** As many connections like this one as there is room for, itself included. */
  private async growLinks({ linkBytes }: BudgetMeasure): Promise<BudgetReach> {
    const attempt = this.attempts((links) => ({
      crowd: (heap) => {
        for (let link = 1; link < links; link += 1) {
          for (const bytes of linkBytes) heap.occupy(bytes, owner);
        }
      },
    }));
    const most = await largestWorking(1, linksMax, 1, attempt.works);
    return reachOf('links', most ?? 0, attempt.failure);
  }

  /** What works, and how the last attempt failed that did not. */
  private attempts(
    optionsFor: (number: number) => MeasureOptions,
    planFor: (number: number) => BudgetPlan = () => this.plan,
  ): {
    readonly works: (number: number) => Promise<boolean>;
    readonly failure: BudgetFailure | undefined;
  } {
    const { world } = this;
    const attempts = {
      failure: undefined as BudgetFailure | undefined,
      works: async (number: number): Promise<boolean> => {
        const { failure } = await measureBudget(planFor(number), world, optionsFor(number));
        if (failure !== undefined) attempts.failure = failure;
        return failure === undefined;
      },
    };
    return attempts;
  }
}

function takeAway(heap: Heap, bytes: number): void {
  new Ballast(heap, owner).leave(heap.freeBytes - bytes);
}

function reachOf(
  what: BudgetReach['what'],
  most: number,
  failure: BudgetFailure | undefined,
): BudgetReach {
  return {
    what,
    most,
    isLimit: failure === undefined,
    ...(failure === undefined ? {} : { failure }),
  };
}
