import { Kernel, valuesOf } from '@w800/kernel';
import { Heap } from '@w800/memory';
import { mqttFigures } from '../figures.ts';
import { KeptState } from '../kept-state.ts';
import { MqttClient } from '../mqtt-client.ts';
import { PeerStream } from './peer-stream.ts';
import { text, wire } from './wire-bytes.ts';

/** One session over as many connections as the test makes of it, each with a client of its own. */
export class KeptSession {
  readonly kernel = new Kernel({ seed: 1 });
  readonly heap = new Heap(this.kernel, {
    headerBytes: 24,
    alignmentBytes: 8,
    regions: [{ name: 'sram', base: 0x2000_0000, bytes: 65_536 }],
  });
  readonly kept = new KeptState(this.kernel);
  /** `publish x ok`, `message x`, `closed peer`: what the owner was told, in order. */
  readonly log: string[] = [];
  peer = new PeerStream(this.kernel);
  client: MqttClient | undefined;
  private readonly overdueBlocks: boolean;
  private reported = 0;

  constructor({ overdueBlocks = false } = {}) {
    this.overdueBlocks = overdueBlocks;
  }

  /** Connects once more, and is accepted. @returns what followed CONNECT */
  async connect(sessionPresent: boolean, cleanSession = false): Promise<readonly number[]> {
    await this.attempt(cleanSession);
    await this.deliver(wire.connack(0, sessionPresent ? 1 : 0));
    return this.sent();
  }

  /** Connects once more, and is not answered. */
  async attempt(cleanSession = false): Promise<void> {
    this.peer = new PeerStream(this.kernel);
    this.reported = 0;
    const client = new MqttClient({
      kernel: this.kernel,
      heap: this.heap,
      figures: valuesOf(mqttFigures),
      kept: this.kept,
      overdueBlocks: this.overdueBlocks,
      events: {
        message: ({ payload }, handled) => {
          this.log.push(`message ${new TextDecoder().decode(payload)}`);
          handled();
        },
        closed: (reason) => this.log.push(`closed ${reason}`),
      },
    });
    this.client = client;
    const options = { clientId: text('W800'), keepaliveSeconds: 0, cleanSession };
    await this.do(() => client.connect(this.peer, options, () => {}));
    this.sent();
  }

  publish(payload: string, qos: 0 | 1 | 2): Promise<void> {
    const message = { topic: text('t'), payload: text(payload), qos, retain: false };
    return this.do(() => {
      this.client?.publish(message, (result) => this.log.push(`publish ${payload} ${result}`));
    });
  }

  deliver(bytes: readonly number[]): Promise<void> {
    return this.do(() => this.peer.deliver(bytes));
  }

  /** The connection dies. */
  async lose(): Promise<void> {
    await this.do(() => this.peer.close('reset'));
  }

  async until(instant: number): Promise<void> {
    await this.kernel.run(instant);
  }

  /** What the client has written on this connection since the last call. */
  sent(): readonly number[] {
    const { written } = this.peer;
    const fresh = written.slice(this.reported);
    this.reported = written.length;
    return fresh;
  }

  async do(action: () => void): Promise<void> {
    this.kernel.at(this.kernel.now, action);
    await this.kernel.run(this.kernel.now);
  }
}
