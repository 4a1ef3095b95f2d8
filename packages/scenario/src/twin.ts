import type { BrokerEnd, OutgoingMessage } from '@w800/broker';
import { Kernel } from '@w800/kernel';
import type { Bench } from './bench.ts';
import { encodeText } from './encode-text.ts';
import { answerPrompt, exchange } from './exchange.ts';
import { expectClients, expectReceived, type WantedMessage } from './expect-broker.ts';
import {
  expectPackets,
  expectQuiet,
  skipPackets,
  type PacketScope,
  type WantedPackets,
} from './expect-packets.ts';
import { expectInOrder } from './expect-in-order.ts';
import { durationMaxNs, readDuration } from './fields/duration.ts';
import { expectations, asList, type ExpectationInput } from './fields/expectation.ts';
import { packetPattern, type PacketPatternInput } from './fields/packet-pattern.ts';
import type { FaultInput } from './faults/fault-timing.ts';
import { HostDriver } from './host-driver.ts';
import type { ModuleInput } from './module/module-schema.ts';
import { moduleSlotsOf } from './module/module-slots-of.ts';
import { suggest } from './nearest-word.ts';
import { RunRedaction } from './redaction/run-redaction.ts';
import { dialectDefault, scenarioDialects } from './scenario-dialects.ts';
import { withinDefaultNs } from './scenario-schema.ts';
import { fault } from './steps/fault.ts';
import { repair } from './steps/repair.ts';
import { openTwinBench } from './twin-bench.ts';
import { worldSchema, type WorldInput } from './world/world-schema.ts';

export interface TwinOptions {
  /** 0 to 2^32 - 1. Default 0. Not used when a kernel is given. */
  readonly seed?: number;
  /** A kernel of the caller's, for instance one whose trace somebody reads already. */
  readonly kernel?: Kernel;
  /** The surroundings, as a scenario file gives them. Default: none. */
  readonly world?: WorldInput;
  /** What is in the module's slots, as in a scenario file. Files count from where we are. */
  readonly module?: ModuleInput;
  /** How the module words its answers: the name of a dialect. Default `docs`. */
  readonly dialect?: string;
  /** Whether passwords are shown in what a failure tells. Default false: as `***`. */
  readonly showSecrets?: boolean;
}

/** How long something may take, as in a scenario: `15s`. Default 5s. */
export interface Within {
  readonly within?: string;
}

/** Builds a twin and lets it boot; see `createTwin`. */
export async function openTwin(options: TwinOptions): Promise<Twin> {
  const kernel = options.kernel ?? new Kernel({ seed: options.seed ?? 0 });
  const world = worldSchema.parse(options.world ?? {});
  const { dialect = dialectDefault } = options;
  const names = scenarioDialects.map(({ name }) => name);
  if (!names.includes(dialect)) {
    throw new RangeError(`there is no dialect "${dialect}". ${suggest(dialect, names)}`);
  }
  const module = moduleSlotsOf(options.module ?? {}, world);
  const bench = await openTwinBench(kernel, world, dialect, { module });
  const driver = new HostDriver(bench, {
    withinNs: withinDefaultNs,
    limitNs: durationMaxNs,
    redaction: options.showSecrets === true ? undefined : new RunRedaction(),
  });
  try {
    await driver.boot();
  } catch (error) {
    await bench.close();
    throw error;
  }
  return new Twin(bench, driver);
}

/** A running twin. Every method throws `StepFailure` when the expected does not come. */
export class Twin {
  readonly bench: Bench;
  readonly driver: HostDriver;

  constructor(bench: Bench, driver: HostDriver) {
    this.bench = bench;
    this.driver = driver;
  }

  get kernel(): Kernel {
    return this.bench.kernel;
  }

  /** What named groups of regular expressions have captured. */
  get variables(): ReadonlyMap<string, string> {
    return this.driver.variables;
  }

  /** Types a line and waits for its answer; `OK` unless said otherwise. */
  async exchange(line: string, expected: ExpectationInput = 'OK', within?: Within): Promise<void> {
    await exchange(this.driver, line, parse(expected), this.limit(within));
  }

  /** Waits until the module has said this. */
  async expect(expected: ExpectationInput, within?: Within): Promise<void> {
    await expectInOrder(this.driver, parse(expected), this.limit(within));
  }

  /** Waits for the prompt and types the data. */
  async data(
    bytes: Uint8Array | string,
    expected: ExpectationInput = [],
    within?: Within,
  ): Promise<void> {
    const data = typeof bytes === 'string' ? encodeText(bytes) : bytes;
    await answerPrompt(this.driver, data, parse(expected), this.limit(within));
  }

  /**
   * Breaks something around the module, now or when the timing says so:
   * `{ link: 'down', for: '30s' }`, `{ crash: true, on: { event: 'mqtt.sent', nth: 3 } }`.
   * @throws z.ZodError when it is no fault
   * @throws StepFailure when it cannot be done
   */
  async fault(input: FaultInput): Promise<void> {
    await fault.run(fault.schema.parse({ fault: input }), this.driver, nothingNested);
  }

  /**
   * Puts right what a lasting fault has broken, by its name; everything without one.
   * @throws z.ZodError when there is no lasting fault of that name
   */
  async repair(name = 'all'): Promise<void> {
    await repair.run(repair.schema.parse({ repair: name }), this.driver, nothingNested);
  }

  /** Lets virtual time pass. */
  async wait(duration: string): Promise<void> {
    await this.driver.wait(nsOf(duration));
  }

  /** Waits for a message a client published. */
  async received(wanted: WantedMessage, options: Within & { host?: string } = {}): Promise<void> {
    await expectReceived(this.driver, this.broker(options.host), wanted, this.limit(options));
  }

  /**
   * Waits for packets at the broker, both ways, in this order; each a name or
   * `{ publish: { topic: 't', dup: true } }`, as in a scenario.
   * @throws z.ZodError when one of them is no packet
   */
  async packets(
    list: readonly PacketPatternInput[],
    options: Within & PacketScope & Pick<WantedPackets, 'others'> & { host?: string } = {},
  ): Promise<void> {
    const { host, within: _, ...rest } = options;
    const wanted = { ...rest, list: list.map((one) => packetPattern.parse(one)) };
    await expectPackets(this.driver, this.broker(host), wanted, this.limit(options));
  }

  /** Takes every packet that has come so far as read. */
  skipPackets(host?: string): void {
    skipPackets(this.driver, this.broker(host));
  }

  /** Sees to it that for so long no packet comes, pings aside. */
  async quiet(duration: string, options: PacketScope & { host?: string } = {}): Promise<void> {
    await expectQuiet(this.driver, this.broker(options.host), options, nsOf(duration));
  }

  /** Waits until exactly these clients are connected. */
  async clients(ids: readonly string[], options: Within & { host?: string } = {}): Promise<void> {
    await expectClients(this.driver, this.broker(options.host), ids, this.limit(options));
  }

  /** Publishes a message from the broker's side; QoS 0, not retained, unless said otherwise. */
  publish(
    message: { topic: string; payload: Uint8Array | string } & Partial<
      Pick<OutgoingMessage, 'qos' | 'retain'>
    >,
  ): void {
    const { payload } = message;
    const bytes = typeof payload === 'string' ? encodeText(payload) : payload;
    this.broker().publish({ qos: 0, retain: false, ...message, payload: bytes });
  }

  /**
   * The broker of that name or address; the first of the world when none is
   * named. It can be told to misbehave: `twin.broker().refuse(5)`.
   */
  broker(host?: string): BrokerEnd {
    return this.driver.broker(host);
  }

  async close(): Promise<void> {
    await this.bench.close();
  }

  private limit(within: Within | undefined): number {
    return within?.within === undefined ? this.driver.withinNs : nsOf(within.within);
  }
}

async function nothingNested(): Promise<void> {}

function parse(expected: ExpectationInput) {
  if (typeof expected === 'string' && expected !== '') return [expected];
  return asList(expectations.parse(expected));
}

function nsOf(text: string): number {
  const read = readDuration(text);
  if (read.ok) return read.value;
  throw new RangeError(`${read.what}. ${read.fix}`);
}
