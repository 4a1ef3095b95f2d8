import { toBytes, type ByteString } from '@w800/at';
import { canConnect, type ExchangeResult, type QoS } from '@w800/mqtt';
import { connectOptions } from './connect-options.ts';
import { publishThrough, type OutgoingMessage } from './publish-through.ts';
import { ReceivedMessages } from './received-messages.ts';
import { Reconnection } from './reconnection.ts';
import { SessionConfiguration } from './session-configuration.ts';
import { SessionLink } from './session-link.ts';
import { SessionMemory } from './session-memory.ts';
import type { SessionOptions } from './session-options.ts';
import type { BrokerAddress } from './session-settings.ts';
import { sessionState, sessionStates, type SessionState } from './session-state.ts';
import { Subscriptions, type Subscription } from './subscriptions.ts';

/** The one MQTT session behind LinkID 0: its settings, its state, its link. */
export class MqttSession {
  readonly configuration: SessionConfiguration;
  readonly subscriptions: Subscriptions;

  private readonly options: SessionOptions;
  private readonly reconnection: Reconnection;
  private readonly link: SessionLink;
  private readonly received: ReceivedMessages;
  private readonly memory: SessionMemory;
  private phase: 'idle' | 'live' | 'lost' = 'idle';
  private subscribedBefore = false;
  private lastState: SessionState = sessionStates.uninitialised;

  constructor(options: SessionOptions) {
    this.options = options;
    const { heap, heapFigures, figures } = options;
    this.memory = new SessionMemory(heap, heapFigures);
    this.configuration = new SessionConfiguration(heap, figures.keepaliveDefaultSeconds, () =>
      this.traceState(),
    );
    this.subscriptions = new Subscriptions(heap, {
      countMax: figures.subscriptionsMax,
      subscriptionBytes: heapFigures.session.subscriptionBytes,
    });
    this.received = new ReceivedMessages(options.urc, options.departures);
    this.link = new SessionLink(options, {
      message: (message, handled) => this.received.print(message, handled),
      lost: () => this.received.lose(),
      closed: () => this.lose(),
    });
    this.reconnection = new Reconnection({
      kernel: options.kernel,
      task: this.memory.reconnectTask,
      intervalSeconds: options.dialect.mqttReconnectIntervalSeconds,
      ready: () => options.network() !== undefined,
      attempt: (done) => this.reconnect(done),
    });
  }

  get state(): SessionState {
    if (this.phase === 'lost') return sessionStates.disconnected;
    if (this.phase === 'live') {
      if (this.subscriptions.anyHeld) return sessionStates.subscribed;
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

  /** Those the broker holds; without a session those that will be asked for again. */
  get listedSubscriptions(): readonly Subscription[] {
    return this.lost ? this.subscriptions.remembered : this.subscriptions.held;
  }

  /** `done` is called once; a failed attempt leaves the state as it was. */
  connect(address: BrokerAddress, done: (connected: boolean) => void): void {
    const { configuration } = this;
    const isValid = canConnect(connectOptions(configuration.user, configuration.connection));
    // The library looks at its texts and for its certificates before it does anything else.
    if (!isValid || !this.link.isEquippedFor(configuration)) {
      done(false);
      return;
    }
    if (!this.memory.start() || (address.reconnect === 1 && !this.reconnection.enable())) {
      done(false);
      return;
    }
    const before = configuration.address;
    configuration.address = address;
    this.link.open(configuration, (outcome) => {
      if (outcome === 'failed') {
        configuration.address = before;
        this.reconnection.disable();
      } else {
        this.enterLive();
      }
      done(outcome !== 'failed');
    });
  }

  /**
   * A way to publish over the connection there is now. When that is lost before
   * it is used the publish fails, even if the session has come back since.
   */
  publisher(): (message: OutgoingMessage, done: (result: ExchangeResult) => void) => void {
    const { kernel, dialect, departures } = this.options;
    const { client } = this.link;
    return (message, done) => {
      if (client === undefined) {
        done('closed');
        return;
      }
      if (dialect.mqttOverdueBlocks && this.link.unfinished > 0) {
        departures.note('mqttOverdueBlocks');
      }
      publishThrough(kernel, client, message, dialect.waitForAcknowledgement, (result) => {
        // The library leaves the rest to a retry, which is never made.
        const isLeft = result === 'closed' && message.qos > 0 && this.link.hasLostPacket;
        done(isLeft ? 'ok' : result);
      });
    };
  }

  subscribe(topic: ByteString, qos: QoS, done: (subscribed: boolean) => void): void {
    const { client } = this.link;
    if (client === undefined || !this.subscriptions.reserve(topic)) {
      done(false);
      return;
    }
    client.subscribe(toBytes(topic), qos, (result) => {
      if (result === 'ok') this.hold(topic, qos);
      else this.subscriptions.abandon(topic);
      done(result === 'ok');
    });
  }

  unsubscribe(topic: ByteString, done: (unsubscribed: boolean) => void): void {
    const { client } = this.link;
    if (client === undefined) {
      done(false);
      return;
    }
    client.unsubscribe(toBytes(topic), (result) => {
      if (result === 'ok') {
        this.subscriptions.remove(topic);
        this.traceState();
      }
      done(result === 'ok');
    });
  }

  /** Back to state 0. A live session ends with DISCONNECT and its URC. */
  clean(): void {
    const wasLive = this.live;
    this.link.close();
    this.forget();
    if (wasLive) this.options.urc(disconnectedUrc);
  }

  /** The station has an address again. */
  networkUp(): void {
    this.reconnection.networkUp();
  }

  /** The station lost its network. */
  networkDown(): void {
    this.link.failAttempt();
  }

  /** What a reset does: nothing is sent and nothing printed. */
  powerOff(): void {
    this.link.abort();
    this.received.clear();
    this.forget();
    this.memory.powerOff();
  }

  private forget(): void {
    this.reconnection.disable();
    this.subscriptions.clear();
    this.configuration.clear();
    this.phase = 'idle';
    this.traceState();
  }

  private enterLive(): void {
    this.phase = 'live';
    this.subscribedBefore = this.subscriptions.anyHeld;
    const { host, port, reconnect } = this.configuration.address;
    const { scheme, path } = this.configuration.user;
    this.traceState();
    const quote = this.options.dialect.mqttPortQuotes ? '"' : '';
    this.options.urc(
      `+MQTTCONNECTED:0,${scheme},"${host}",${quote}${port}${quote},"${path}",${reconnect}`,
    );
  }

  private lose(): void {
    this.phase = 'lost';
    this.traceState();
    this.options.urc(disconnectedUrc);
    this.reconnection.lost();
  }

  private reconnect(done: (connected: boolean) => void): void {
    this.link.reopen(this.configuration, (outcome) => {
      if (outcome !== 'failed') {
        if (!outcome.sessionPresent) this.subscriptions.brokerForgot();
        this.enterLive();
        this.subscribeAgain();
      }
      done(outcome !== 'failed');
    });
  }

  /**
   * What is remembered and not known to the broker is asked for again. What it
   * refuses is forgotten. What there is no memory to ask for ends the session
   * for the next return, as what is not answered does.
   */
  private subscribeAgain(): void {
    const { client } = this.link;
    for (const { topic, qos } of this.subscriptions.remembered) {
      if (this.subscriptions.holds(topic)) continue;
      client?.subscribe(toBytes(topic), qos, (result) => {
        // The host may have given the topic back, or ended the session, meanwhile.
        if (this.link.client !== client || !this.subscriptions.remembers(topic)) return;
        if (result === 'ok') this.hold(topic, qos);
        else if (result === 'refused') this.subscriptions.remove(topic);
        else if (result === 'no-memory') this.link.drop(result);
      });
    }
  }

  private hold(topic: ByteString, qos: QoS): void {
    this.subscriptions.hold({ topic, qos });
    this.subscribedBefore = true;
    this.traceState();
  }

  private traceState(): void {
    const { state } = this;
    if (state === this.lastState) return;
    this.lastState = state;
    this.options.kernel.trace.emit(sessionState, { state });
  }
}

const disconnectedUrc = '+MQTTDISCONNECTED:0';
