import { Kernel, second, valuesOf, type Instant } from '@w800/kernel';
import { Heap } from '@w800/memory';
import type { MqttMessage, SessionEnd } from '../client-events.ts';
import type { ConnectOptions } from '../connect-options.ts';
import { mqttFigures } from '../figures.ts';
import { MqttClient } from '../mqtt-client.ts';
import type { ConnectResult } from '../results.ts';
import { PeerStream } from './peer-stream.ts';
import { text, wire } from './wire-bytes.ts';

export interface RigOptions {
  readonly heapBytes?: number;
  /** Messages are handled as soon as they arrive. Default true. */
  readonly handleAtOnce?: boolean;
  readonly subscribeTimeoutCloses?: boolean;
  readonly overdueBlocks?: boolean;
  readonly whenFull?: 'wait' | 'lose';
}

/** A client, the far end of its stream, and a record of what it told its owner, in order. */
export class Rig {
  readonly kernel = new Kernel({ seed: 1 });
  readonly heap: Heap;
  readonly peer = new PeerStream(this.kernel);
  readonly client: MqttClient;
  /** `closed peer`, `publish ok`: events and results with their words. */
  readonly log: string[] = [];
  readonly messages: MqttMessage[] = [];
  readonly handled: (() => void)[] = [];
  readonly connectResults: ConnectResult[] = [];
  /** What the owner does from within the message event. */
  duringMessage: (() => void) | undefined;
  closedAt: Instant | undefined;
  /** The heap's free bytes before the client took any. */
  readonly baselineBytes: number;

  constructor(options: RigOptions = {}) {
    const { heapBytes = 65_536, handleAtOnce = true, ...rest } = options;
    const region = { name: 'sram', base: 0x2000_0000, bytes: heapBytes };
    this.heap = new Heap(this.kernel, { headerBytes: 24, alignmentBytes: 8, regions: [region] });
    this.baselineBytes = this.heap.freeBytes;
    this.client = new MqttClient({
      kernel: this.kernel,
      heap: this.heap,
      figures: valuesOf(mqttFigures),
      ...rest,
      events: {
        message: (message, handled) => {
          this.log.push(`message ${new TextDecoder().decode(message.payload)}`);
          this.messages.push(message);
          if (handleAtOnce) handled();
          else this.handled.push(handled);
          this.duringMessage?.();
        },
        closed: (reason) => this.closed(reason),
        lost: ({ payload }) => this.log.push(`lost ${new TextDecoder().decode(payload)}`),
      },
    });
  }

  /** Runs an action inside an event at this instant, as the world would. */
  async do(action: () => void): Promise<void> {
    this.kernel.at(this.kernel.now, action);
    await this.kernel.run(this.kernel.now);
  }

  /** Runs until an instant, that instant's events included. */
  async until(instant: Instant): Promise<void> {
    await this.kernel.run(instant);
  }

  connect(options: Partial<ConnectOptions> = {}): Promise<void> {
    const all = { clientId: text('W800'), keepaliveSeconds: 120, cleanSession: true, ...options };
    return this.do(() => {
      this.client.connect(this.peer, all, (result) => {
        this.connectResults.push(result);
        this.log.push(result.ok ? 'connect ok' : `connect ${result.reason}`);
      });
    });
  }

  deliver(bytes: readonly number[], chunkBytes?: number): Promise<void> {
    return this.do(() => this.peer.deliver(bytes, chunkBytes));
  }

  publish(topic: string, payload: string, qos: 0 | 1 | 2): Promise<void> {
    const message = { topic: text(topic), payload: text(payload), qos, retain: false };
    return this.do(() => {
      this.client.publish(message, (result) => this.log.push(`publish ${payload} ${result}`));
    });
  }

  /** Publishes and logs when the packet has left, too. */
  publishTelling(payload: string, qos: 0 | 1 | 2): Promise<void> {
    const message = { topic: text('t'), payload: text(payload), qos, retain: false };
    return this.do(() => {
      this.client.publish(
        message,
        (result) => this.log.push(`publish ${payload} ${result}`),
        () => this.log.push(`sent ${payload}`),
      );
    });
  }

  subscribe(filter: string, qos: 0 | 1 | 2 = 0): Promise<void> {
    return this.do(() => {
      this.client.subscribe(text(filter), qos, (result) => this.log.push(`subscribe ${result}`));
    });
  }

  unsubscribe(filter: string): Promise<void> {
    return this.do(() => {
      this.client.unsubscribe(text(filter), (result) => this.log.push(`unsubscribe ${result}`));
    });
  }

  /** What the client has written since the last call. */
  sent(): number[] {
    const { written } = this.peer;
    const fresh = written.slice(this.reported);
    this.reported = written.length;
    return fresh;
  }

  private reported = 0;

  private closed(reason: SessionEnd): void {
    // What the session held is free before anyone hears of its end.
    this.log.push(`closed ${reason}${this.heap.freeBytes === this.baselineBytes ? '' : ' LEAK'}`);
    this.closedAt = this.kernel.now;
  }
}

/** A rig whose session is accepted at one second, with nothing left to report. */
export async function connectedRig(
  options: RigOptions = {},
  connect: Partial<ConnectOptions> = {},
): Promise<Rig> {
  const rig = new Rig(options);
  await rig.until(1 * second);
  await rig.connect(connect);
  await rig.deliver(wire.connack());
  rig.sent();
  rig.log.length = 0;
  return rig;
}
