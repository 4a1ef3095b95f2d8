import { Kernel, second } from '@w800/kernel';
import { heapExhausted, HeapPeaks, type Heap, type WorstMoment } from '@w800/memory';
import { answerPrompt, exchange } from '../exchange.ts';
import { encodeText } from '../encode-text.ts';
import { expectInOrder } from '../expect-in-order.ts';
import { durationMaxNs } from '../fields/duration.ts';
import { asList, expectations, type ExpectationInput } from '../fields/expectation.ts';
import { HostDriver } from '../host-driver.ts';
import { dialectDefault } from '../scenario-dialects.ts';
import { StepFailure } from '../step-failure.ts';
import { openTwinBench, type TwinBench } from '../twin-bench.ts';
import { plainLine, topicAt, verifies, type BudgetPlan } from './budget-plan.ts';
import {
  budgetPhases,
  bytesOf,
  type BudgetFailure,
  type BudgetMeasure,
  type BudgetPhase,
  type Misfit,
  type OwnerBytes,
} from './budget-result.ts';
import { brokerHost, brokerPort, timeServer, type BudgetWorld } from './budget-world.ts';

/** What is changed in the module between the join and the connection. */
export interface MeasureOptions {
  /** Takes memory away before the connection. */
  readonly crowd?: (heap: Heap) => void;
  /** Bytes of the message that comes in, where it is not as large as what is published. */
  readonly receivedBytes?: number;
}

/** Really does what a plan says, on a twin of its own, and looks at its heap all the time. */
export async function measureBudget(
  plan: BudgetPlan,
  { spec, module }: BudgetWorld,
  options: MeasureOptions = {},
): Promise<BudgetMeasure> {
  const kernel = new Kernel({ seed: 0 });
  const bench = await openTwinBench(kernel, spec, dialectDefault, { module });
  try {
    return await new Measurement(plan, bench, options).run();
  } finally {
    await bench.close();
  }
}

const withinNs = 120 * second;
/** TCP and the client are at rest by then. */
const restNs = 5 * second;
const clockNs = 6 * second;

/** Owners whose blocks every connection has for itself. */
const linkOwners = /^(tcp|tls|websocket)\./;

class Measurement {
  private readonly plan: BudgetPlan;
  private readonly bench: TwinBench;
  private readonly options: MeasureOptions;
  private readonly host: HostDriver;
  private readonly moments: { readonly phase: BudgetPhase; readonly worst: WorstMoment }[] = [];
  private misfit: Misfit | undefined;

  constructor(plan: BudgetPlan, bench: TwinBench, options: MeasureOptions) {
    this.plan = plan;
    this.bench = bench;
    this.options = options;
    this.host = new HostDriver(bench, { withinNs, limitNs: durationMaxNs });
    bench.kernel.trace.on(heapExhausted, ({ data }) => {
      const { owner, requestedBytes, freeBytes, largestFreeBytes } = data;
      this.misfit ??= { owner, requestedBytes, freeBytes, largestFreeBytes };
    });
  }

  async run(): Promise<BudgetMeasure> {
    const { host, bench } = this;
    const { heap, kernel } = bench;
    await host.boot();
    const bootFreeBytes = heap.freeBytes;
    const peaks = new HeapPeaks(kernel, heap);
    const joined = await this.phase('join', () => this.join());
    const joinedFreeBytes = heap.freeBytes;
    const mark = heap.mark();
    this.options.crowd?.(heap);
    const failure = joined ?? (await this.goOn());
    if (failure === undefined) await host.wait(restNs);
    const steady = { free: heap.freeBytes, largest: heap.largestFreeBytes, held: heap.holders() };
    peaks.stop();
    const link = mark.blocks().filter(({ owner }) => linkOwners.test(owner));
    return {
      capacityBytes: heap.capacityBytes,
      bootFreeBytes,
      joinedFreeBytes,
      steadyFreeBytes: steady.free,
      steadyLargestFreeBytes: steady.largest,
      worst: this.worst(),
      phases: this.moments.map(({ phase, worst }) => ({ phase, leastFreeBytes: worst.freeBytes })),
      owners: ownersOf(bytesOf(steady.held), bytesOf(peaks.list()), bytesOf(this.worst().holders)),
      linkBytes: link.map(({ requestedBytes }) => requestedBytes),
      ...(failure === undefined ? {} : { failure }),
    };
  }

  /** What comes behind the join, up to what does not work. */
  private async goOn(): Promise<BudgetFailure | undefined> {
    const { plan } = this;
    const deeds: Readonly<Record<BudgetPhase, (() => Promise<void>) | undefined>> = {
      join: undefined,
      connect: () => this.connect(),
      subscribe: plan.topics === 0 ? undefined : () => this.subscribe(),
      publish: () => this.publish(),
      receive: plan.topics === 0 ? undefined : () => this.receive(),
    };
    for (const phase of budgetPhases) {
      const deed = deeds[phase];
      const failure = deed === undefined ? undefined : await this.phase(phase, deed);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  private async phase(
    phase: BudgetPhase,
    deed: () => Promise<void>,
  ): Promise<BudgetFailure | undefined> {
    const { kernel, heap } = this.bench;
    const peaks = new HeapPeaks(kernel, heap);
    this.misfit = undefined;
    try {
      await deed();
      return undefined;
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      const { misfit } = this;
      return { phase, what: error.message, ...(misfit === undefined ? {} : { misfit }) };
    } finally {
      peaks.stop();
      this.moments.push({ phase, worst: peaks.worst });
    }
  }

  private worst(): BudgetMeasure['worst'] {
    const [first, ...rest] = this.moments;
    if (first === undefined) return this.bench.kernel.fail('a measurement has no moment');
    const least = rest.reduce(
      (one, other) => (other.worst.freeBytes < one.worst.freeBytes ? other : one),
      first,
    );
    return { ...least.worst, phase: least.phase };
  }

  private async join(): Promise<void> {
    await this.ask('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP']);
    if (!verifies(this.plan.scheme)) return;
    // A certificate is checked against a clock that is right.
    await this.ask(`AT+CIPSNTPCFG=1,0,"${timeServer}"`);
    await this.host.wait(clockNs);
  }

  private async connect(): Promise<void> {
    const { scheme, reconnect } = this.plan;
    await this.ask(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""`);
    await this.ask(`AT+MQTTCONN=0,"${brokerHost}",${brokerPort},${reconnect}`);
  }

  private async subscribe(): Promise<void> {
    const { topics, qos } = this.plan;
    for (let index = 1; index <= topics; index += 1) {
      await this.ask(`AT+MQTTSUB=0,"${topicAt(index)}",${qos}`);
    }
  }

  private async publish(): Promise<void> {
    const { payloadBytes, qos, publish } = this.plan;
    const payload = 'x'.repeat(payloadBytes);
    if (publish === 'plain') {
      await this.ask(plainLine(payload, qos));
      return;
    }
    await this.ask(`AT+MQTTPUBRAW=0,"${topicAt(0)}",${payloadBytes},${qos},0`);
    const outcome = asList(expectations.parse('+MQTTPUB:OK'));
    await answerPrompt(this.host, encodeText(payload), outcome, withinNs);
  }

  private async receive(): Promise<void> {
    const { host, bench } = this;
    const { payloadBytes, qos } = this.plan;
    const bytes = this.options.receivedBytes ?? payloadBytes;
    const topic = topicAt(1);
    const payload = new Uint8Array(bytes).fill(0x78);
    bench.brokers[0]?.end.publish({ topic, payload, qos, retain: false });
    const said = String.raw`^\+MQTTSUBRECV:0,"${topic}",${bytes},|^\+MQTTDISCONNECTED:0`;
    await expectInOrder(host, asList(expectations.parse({ regex: said })), withinNs);
    const closed = host.got(0).includes('+MQTTDISCONNECTED:0');
    if (closed) throw new StepFailure('the module closed the session', topic, []);
  }

  private async ask(line: string, expected: ExpectationInput = 'OK'): Promise<void> {
    await exchange(this.host, line, asList(expectations.parse(expected)), withinNs);
  }
}

/** Every owner that ever held anything, the most at its peak first. */
function ownersOf(
  steady: ReadonlyMap<string, number>,
  peaks: ReadonlyMap<string, number>,
  worst: ReadonlyMap<string, number>,
): readonly OwnerBytes[] {
  const owners = Array.from(peaks, ([owner, peakBytes]) => ({
    owner,
    peakBytes,
    steadyBytes: steady.get(owner) ?? 0,
    worstBytes: worst.get(owner) ?? 0,
  }));
  return owners.toSorted((one, other) => other.peakBytes - one.peakBytes);
}
