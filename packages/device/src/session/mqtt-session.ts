import { toBytes, type ByteString } from '@w800/at';
import { defineTraceKind, finding, type Kernel, type Values } from '@w800/kernel';
import type { Block, Heap } from '@w800/memory';
import { MqttClient, type ExchangeResult, type MqttFigures, type MqttMessage } from '@w800/mqtt';
import type { Network, Pending } from '@w800/ports';
import type { DialectOptions } from '../dialects/dialect-options.ts';
import type { runtimeHeapFigures } from '../profile/heap-figures.ts';
import type { sessionFigures } from '../profile/session-figures.ts';
import { connectOptions } from './connect-options.ts';
import { messageUrc } from './message-urc.ts';
import { openConnection, type OpenOutcome } from './open-connection.ts';
import { Reconnection } from './reconnection.ts';
import { SessionConfiguration } from './session-configuration.ts';
import type { BrokerAddress } from './session-settings.ts';
import { Subscriptions } from './subscriptions.ts';

/** As `AT+MQTTCONN?` numbers them. */
export const sessionStates = {
  uninitialised: 0,
  userSet: 1,
  connectionSet: 2,
  disconnected: 3,
  connected: 4,
  nothingSubscribed: 5,
  subscribed: 6,
} as const;

export type SessionState = (typeof sessionStates)[keyof typeof sessionStates];

export const sessionState = defineTraceKind<{ readonly state: number }>(
  'session.state',
  'The MQTT session of the module changed its state',
);

export interface SessionOptions {
  readonly kernel: Kernel;
  readonly heap: Heap;
  readonly heapFigures: Values<typeof runtimeHeapFigures>;
  readonly figures: Values<typeof sessionFigures>;
  readonly dialect: DialectOptions;
  readonly clientFigures: Values<MqttFigures>;
  /** The network while the station has an address. */
  readonly network: () => Network | undefined;
  readonly urc: (text: ByteString | Uint8Array, printed?: () => void) => void;
}

/** The one MQTT session behind LinkID 0: its settings, its state, its client. */
export class MqttSession {
  readonly configuration: SessionConfiguration;
  readonly subscriptions: Subscriptions;

  private readonly options: SessionOptions;
  private readonly reconnection: Reconnection;
  private phase: 'idle' | 'live' | 'lost' = 'idle';
  private subscribedBefore = false;
  private client: MqttClient | undefined;
  private attempt: { readonly pending: Pending; fail(): void } | undefined;
  private thread: Block | undefined;
  private lastState: SessionState = sessionStates.uninitialised;

  constructor(options: SessionOptions) {
    this.options = options;
    this.configuration = new SessionConfiguration(options.figures.keepaliveDefaultSeconds);
    this.subscriptions = new Subscriptions(options.figures.subscriptionsMax);
    this.reconnection = new Reconnection({
      kernel: options.kernel,
      heap: options.heap,
      taskStackBytes: options.heapFigures.reconnectTaskStackBytes,
      intervalSeconds: options.dialect.mqttReconnectIntervalSeconds,
      ready: () => options.network() !== undefined,
      attempt: (done) => this.reconnect(done),
    });
  }

  get state(): SessionState {
    if (this.phase === 'lost') return sessionStates.disconnected;
    if (this.phase === 'live') {
      if (this.subscriptions.size > 0) return sessionStates.subscribed;
      return this.subscribedBefore ? sessionStates.nothingSubscribed : sessionStates.connected;
    }
    const { userSet, connectionSet } = this.configuration;
    if (!userSet) return sessionStates.uninitialised;
    return connectionSet ? sessionStates.connectionSet : sessionStates.userSet;
  }

  get live(): boolean {
    return this.phase === 'live';
  }

  /** State 3: a session existed and is down. */
  get lost(): boolean {
    return this.phase === 'lost';
  }

  /** States 1 and 2: there is something to configure, and no session yet. */
  get configurable(): boolean {
    return this.phase === 'idle' && this.configuration.userSet;
  }

  /** `done` is called once; a failed attempt leaves the state as it was. */
  connect(address: BrokerAddress, done: (connected: boolean) => void): void {
    const { configuration } = this;
    const { scheme } = configuration.user;
    if (scheme !== plainTcp) {
      const text = `Scheme ${scheme} is not modelled yet: TLS and WebSocket always fail.`;
      this.options.kernel.trace.emit(finding, { id: 'mqtt.scheme-not-modelled', text });
      done(false);
      return;
    }
    if (!this.startThread() || (address.reconnect === 1 && !this.reconnection.enable())) {
      done(false);
      return;
    }
    const before = configuration.address;
    configuration.address = address;
    this.open((outcome) => {
      if (outcome === 'failed') {
        configuration.address = before;
        this.reconnection.disable();
      } else {
        this.enterLive();
      }
      done(outcome !== 'failed');
    });
  }

  publish(
    message: { topic: ByteString; payload: Uint8Array; qos: 0 | 1 | 2; retain: boolean },
    done: (result: ExchangeResult) => void,
  ): void {
    if (this.client === undefined) done('closed');
    else this.client.publish({ ...message, topic: toBytes(message.topic) }, done);
  }

  subscribe(topic: ByteString, qos: 0 | 1 | 2, done: (subscribed: boolean) => void): void {
    if (this.client === undefined) {
      done(false);
      return;
    }
    this.client.subscribe(toBytes(topic), qos, (result) => {
      if (result === 'ok') {
        this.subscriptions.add({ topic, qos });
        this.subscribedBefore = true;
        this.traceState();
      }
      done(result === 'ok');
    });
  }

  unsubscribe(topic: ByteString, done: (unsubscribed: boolean) => void): void {
    if (this.client === undefined) {
      done(false);
      return;
    }
    this.client.unsubscribe(toBytes(topic), (result) => {
      if (result === 'ok') {
        this.subscriptions.remove(topic);
        this.traceState();
      }
      done(result === 'ok');
    });
  }

  /** Back to state 0. A live session ends with DISCONNECT and its URC. */
  clean(): void {
    const wasLive = this.phase === 'live';
    this.client?.disconnect();
    this.forget();
    if (wasLive) this.options.urc(disconnectedUrc);
  }

  /** The station has an address again. */
  networkUp(): void {
    this.reconnection.networkUp();
  }

  /** The station lost its network: what is being opened cannot come about. */
  networkDown(): void {
    this.attempt?.fail();
  }

  /** What a reset does: nothing is sent and nothing printed. */
  powerOff(): void {
    this.client?.abort();
    this.forget();
    if (this.thread !== undefined) this.options.heap.free(this.thread);
    this.thread = undefined;
  }

  private forget(): void {
    this.attempt?.pending.cancel();
    this.attempt = undefined;
    this.client = undefined;
    this.reconnection.disable();
    this.subscriptions.clear();
    this.configuration.clear();
    this.phase = 'idle';
    this.traceState();
  }

  /** The client's task is created at the first connect and never deleted. */
  private startThread(): boolean {
    const { heap, heapFigures } = this.options;
    this.thread ??= heap.allocate(heapFigures.mqttTaskStackBytes, 'mqtt.task');
    return this.thread !== undefined;
  }

  private open(done: (outcome: OpenOutcome) => void): void {
    const { kernel, heap, clientFigures } = this.options;
    const network = this.options.network();
    if (network === undefined) {
      done('failed');
      return;
    }
    const client = new MqttClient({
      kernel,
      heap,
      figures: clientFigures,
      events: {
        message: (message, handled) => this.report(message, handled),
        closed: () => this.lose(),
      },
    });
    const finish = (outcome: OpenOutcome): void => {
      this.attempt = undefined;
      if (outcome !== 'failed') this.client = client;
      done(outcome);
    };
    const { user, connection, address } = this.configuration;
    const { host, port } = address;
    const options = connectOptions(user, connection);
    const pending = openConnection({ kernel, network, host, port, client, options }, finish);
    this.attempt = {
      pending,
      fail: () => {
        pending.cancel();
        finish('failed');
      },
    };
  }

  private enterLive(): void {
    this.phase = 'live';
    this.subscribedBefore = this.subscriptions.size > 0;
    const { host, port, reconnect } = this.configuration.address;
    const { scheme, path } = this.configuration.user;
    this.traceState();
    this.options.urc(`+MQTTCONNECTED:0,${scheme},"${host}",${port},"${path}",${reconnect}`);
  }

  private lose(): void {
    this.client = undefined;
    this.phase = 'lost';
    this.traceState();
    this.options.urc(disconnectedUrc);
    this.reconnection.lost();
  }

  private reconnect(done: (connected: boolean) => void): void {
    this.open((outcome) => {
      if (outcome !== 'failed') {
        this.enterLive();
        if (!outcome.sessionPresent) this.subscribeAgain();
      }
      done(outcome !== 'failed');
    });
  }

  /** The broker forgot the session: what is remembered is asked for again. */
  private subscribeAgain(): void {
    for (const { topic, qos } of this.subscriptions) {
      this.client?.subscribe(toBytes(topic), qos, () => {});
    }
  }

  private report(message: MqttMessage, handled: () => void): void {
    this.options.urc(messageUrc(message), handled);
  }

  private traceState(): void {
    const { state } = this;
    if (state === this.lastState) return;
    this.lastState = state;
    this.options.kernel.trace.emit(sessionState, { state });
  }
}

const plainTcp = 1;
const disconnectedUrc = '+MQTTDISCONNECTED:0';
