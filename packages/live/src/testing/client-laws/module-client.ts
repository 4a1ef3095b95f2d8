import { valuesOf } from '@w800/kernel';
import { Heap } from '@w800/memory';
import {
  KeptState,
  MqttClient,
  mqttFigures,
  type ConnectOptions,
  type ConnectResult,
  type ExchangeResult,
  type SubscribeResult,
} from '@w800/mqtt';
import type { Endpoint } from '@w800/ports';
import type { LawBench } from './law-bench.ts';
import { bytesOf, textOf, type LawMessage } from './law-message.ts';
import { describePacket, WireTap } from './wire-tap.ts';
import type { Wait } from './witness.ts';

/** The client the laws are about: one session, over as many connections as it takes. */
export class ModuleClient {
  /** Every message it gave its owner, over all connections. */
  readonly messages: LawMessage[] = [];
  /** Why accepted sessions ended. */
  readonly ends: string[] = [];
  /** How long a publish waits for its answer, on connections to come. */
  publishLimitMs = valuesOf(mqttFigures).publishLimitMs;
  private readonly bench: LawBench;
  private readonly wait: Wait;
  private readonly clientId: string;
  private readonly heap: Heap;
  private readonly kept: KeptState;
  private readonly baselineBytes: number;
  private client: MqttClient | undefined;
  private wire: WireTap | undefined;

  constructor(bench: LawBench, wait: Wait, clientId: string) {
    const { kernel } = bench;
    this.bench = bench;
    this.wait = wait;
    this.clientId = clientId;
    // Room enough: what happens without is not for a law about brokers.
    const region = { name: 'sram', base: 0x2000_0000, bytes: 4_000_000 };
    this.heap = new Heap(kernel, { headerBytes: 24, alignmentBytes: 8, regions: [region] });
    this.kept = new KeptState(kernel);
    this.baselineBytes = this.heap.freeBytes;
  }

  /** The wire of the latest connection. */
  get tap(): WireTap {
    if (this.wire === undefined) throw new Error('there is no connection yet');
    return this.wire;
  }

  /** @param prepare is given the wire before CONNECT leaves */
  async connect(
    at: Endpoint,
    options: Partial<ConnectOptions> = {},
    prepare: (tap: WireTap) => void = () => {},
  ): Promise<ConnectResult> {
    const clientId = bytesOf(this.clientId);
    const all = { clientId, keepaliveSeconds: 60, cleanSession: true, ...options };
    return this.outcome('it is connected or not', (done: (result: ConnectResult) => void) => {
      this.bench.network.connect(at, (outcome) => {
        if (!outcome.ok) throw new Error(`no connection: ${outcome.reason}`);
        this.wire = new WireTap(this.bench.kernel, outcome.stream);
        prepare(this.wire);
        this.client = this.newClient();
        this.client.connect(this.wire, all, done);
      });
    });
  }

  async publish(
    message: Partial<LawMessage> & { readonly topic: string },
  ): Promise<ExchangeResult> {
    const { topic, payload = new Uint8Array(0), qos = 1, retain = false } = message;
    return this.outcome(`${topic} is published`, (done: (result: ExchangeResult) => void) =>
      this.client?.publish({ topic: bytesOf(topic), payload, qos, retain }, done),
    );
  }

  /** Publishes all at once. */
  async publishAll(
    messages: readonly (Partial<LawMessage> & { readonly topic: string })[],
  ): Promise<readonly ExchangeResult[]> {
    const results: ExchangeResult[] = [];
    this.bench.enter(() => {
      for (const [index, message] of messages.entries()) {
        const { topic, payload = new Uint8Array(0), qos = 1, retain = false } = message;
        this.client?.publish({ topic: bytesOf(topic), payload, qos, retain }, (result) => {
          results[index] = result;
        });
      }
    });
    const count = (): number => results.filter((result) => result !== undefined).length;
    await this.wait('all are published', () => count() === messages.length);
    return results;
  }

  /** With a topic that no text can hold. */
  async publishRaw(topic: Uint8Array): Promise<ExchangeResult> {
    const message = { topic, payload: topic, qos: 1, retain: false } as const;
    return this.outcome('it is published', (done: (result: ExchangeResult) => void) =>
      this.client?.publish(message, done),
    );
  }

  async subscribe(filter: string, qos: 0 | 1 | 2): Promise<SubscribeResult> {
    return this.outcome('it is subscribed', (done: (result: SubscribeResult) => void) =>
      this.client?.subscribe(bytesOf(filter), qos, done),
    );
  }

  async unsubscribe(filter: string): Promise<ExchangeResult> {
    return this.outcome('it is unsubscribed', (done: (result: ExchangeResult) => void) =>
      this.client?.unsubscribe(bytesOf(filter), done),
    );
  }

  /** DISCONNECT; comes back when the broker has ended the connection. */
  async disconnect(): Promise<void> {
    const { tap } = this;
    this.bench.enter(() => this.client?.disconnect());
    await this.wait('the broker hangs up', () => tap.ended);
  }

  /** RST without a word. */
  abort(): void {
    this.bench.enter(() => this.client?.abort());
  }

  async receives(count: number): Promise<readonly LawMessage[]> {
    await this.wait(`${count} messages have come`, () => this.messages.length >= count);
    return this.messages;
  }

  /** The last packets of its latest connection, for who wonders what went wrong. */
  story(): string {
    const packets = this.wire?.packets.slice(-12) ?? [];
    const lines = packets.map(({ from, packet }) => `  ${from} ${describePacket(packet)}`);
    return [`${this.clientId}, ended ${this.ends.join(' ')}:`, ...lines].join('\n');
  }

  /** The session is over, and its heap as it was. */
  async close(): Promise<void> {
    this.abort();
    await this.outcome('it is over', (done: (over: true) => void) => {
      this.kept.discard();
      done(true);
    });
    const missing = this.baselineBytes - this.heap.freeBytes;
    if (missing !== 0) throw new Error(`${this.clientId} has leaked ${missing} bytes of heap`);
  }

  private newClient(): MqttClient {
    const { kernel } = this.bench;
    const { heap, kept, publishLimitMs } = this;
    return new MqttClient({
      kernel,
      heap,
      figures: { ...valuesOf(mqttFigures), publishLimitMs },
      kept,
      events: {
        message: ({ topic, payload, qos, retain }, handled) => {
          this.messages.push({ topic: textOf(topic), payload: payload.slice(), qos, retain });
          handled();
        },
        closed: (reason) => this.ends.push(reason),
      },
    });
  }

  private async outcome<Result>(
    claim: string,
    begin: (done: (result: Result) => void) => void,
  ): Promise<Result> {
    const results: Result[] = [];
    this.bench.enter(() => begin((result) => results.push(result)));
    await this.wait(claim, () => results.length > 0);
    return results[0] as Result;
  }
}
