import { finding, millisecond } from '@w800/kernel';
import { KeptState, MqttClient, type MqttClientEvents, type SessionEnd } from '@w800/mqtt';
import type { Pending } from '@w800/ports';
import { AttemptLimit } from './attempt-limit.ts';
import { connectOptions } from './connect-options.ts';
import { openConnection, type OpenOutcome, type OpenRequest } from './open-connection.ts';
import { openWithFallback } from './open-with-fallback.ts';
import type { SessionConfiguration } from './session-configuration.ts';
import type { SessionOptions } from './session-options.ts';
import type { Layer } from './transport/layer.ts';
import { transportLayers } from './transport/transport-layers.ts';

/**
 * The way to the broker: nothing, an attempt at a client, or a client that was
 * accepted; and what outlives a client whose session is kept.
 */
export class SessionLink {
  private readonly options: SessionOptions;
  private readonly events: Required<MqttClientEvents>;
  private readonly kept: KeptState;
  private accepted: MqttClient | undefined;
  private packetLost = false;
  private attempt: { readonly pending: Pending; fail(): void } | undefined;

  constructor(options: SessionOptions, events: Required<MqttClientEvents>) {
    this.options = options;
    this.events = events;
    this.kept = new KeptState(options.kernel);
  }

  /** The client while a session is up. */
  get client(): MqttClient | undefined {
    return this.accepted;
  }

  /** How many messages the broker has not acknowledged to their end. */
  get unfinished(): number {
    return this.kept.unfinished;
  }

  /** Whether the last connection was given up because of a packet that TLS does not take. */
  get hasLostPacket(): boolean {
    return this.packetLost;
  }

  /** Whether the certificates are there that the scheme needs. */
  isEquippedFor(configuration: SessionConfiguration): boolean {
    return this.layersFor(configuration) !== undefined;
  }

  /** Tries once. `done` is called once, unless the link is closed before. */
  open(configuration: SessionConfiguration, done: (outcome: OpenOutcome) => void): void {
    const { kernel, clientFigures, departures, dialect } = this.options;
    const network = this.options.network();
    const layers = this.layersFor(configuration);
    if (network === undefined || layers === undefined) {
      done('failed');
      return;
    }
    const { user, connection, address } = configuration;
    const { host, port } = address;
    const options = connectOptions(user, connection);
    const limit = new AttemptLimit(kernel, clientFigures.connackLimitMs * millisecond);
    const request: OpenRequest = { kernel, network, host, port, layers, options, limit };
    this.packetLost = false;
    const finish = (outcome: OpenOutcome): void => {
      this.attempt = undefined;
      if (outcome !== 'failed') this.accepted = outcome.client;
      done(outcome);
    };
    const create = (): MqttClient => this.createClient();
    const pending = dialect.mqttV31Fallback
      ? openWithFallback(request, create, departures, finish)
      : openConnection(request, create(), finish);
    this.attempt = {
      pending,
      fail: () => {
        pending.cancel();
        finish('failed');
      },
    };
  }

  /** Tries once to bring a lost session back, with what was unfinished or without it. */
  reopen(configuration: SessionConfiguration, done: (outcome: OpenOutcome) => void): void {
    const { departures, dialect } = this.options;
    if (!dialect.mqttResendOnReconnect) {
      const keeps = configuration.connection.disableCleanSession === 1;
      if (keeps && this.kept.unfinished > 0) departures.note('mqttResendOnReconnect');
      this.kept.discard();
    }
    this.open(configuration, done);
  }

  /** The network is gone: what is being opened cannot come about. */
  failAttempt(): void {
    this.attempt?.fail();
  }

  /** Ends a session with DISCONNECT, and an attempt without a word. */
  close(): void {
    this.accepted?.disconnect();
    this.forget();
  }

  /** Ends a session with DISCONNECT, as one that is lost: it may come back. */
  drop(reason: SessionEnd): void {
    const { accepted } = this;
    this.accepted = undefined;
    accepted?.disconnect();
    this.events.closed(reason);
  }

  /** Ends everything at once; nothing is sent. */
  abort(): void {
    this.accepted?.abort();
    this.forget();
  }

  private layersFor(configuration: SessionConfiguration): readonly Layer[] | undefined {
    return transportLayers(this.options.transport, configuration, () => {
      this.packetLost = true;
    });
  }

  private createClient(): MqttClient {
    const { kernel, heap, clientFigures: figures, dialect } = this.options;
    return new MqttClient({
      kernel,
      heap,
      figures,
      kept: this.kept,
      subscribeTimeoutCloses: dialect.subTimeoutCloses,
      overdueBlocks: dialect.mqttOverdueBlocks,
      whenFull: dialect.mqttWhenFull,
      events: {
        message: (message, handled) => this.events.message(message, handled),
        lost: (message) => this.events.lost(message),
        closed: (reason) => {
          this.accepted = undefined;
          this.events.closed(reason);
        },
      },
    });
  }

  /** What is kept goes with the settings it was kept under, the client id first [MQTT-3.1.3-2]. */
  private forget(): void {
    this.accepted = undefined;
    this.attempt?.pending.cancel();
    this.attempt = undefined;
    const { unfinished } = this.kept;
    if (unfinished > 0) this.options.kernel.trace.emit(finding, forgotten(unfinished));
    this.kept.discard();
  }
}

/** A broker that keeps the session still knows these identifiers; the next client counts from 1. */
function forgotten(count: number) {
  const what = count === 1 ? 'a publish' : `${count} publishes`;
  const text =
    `The module forgot ${what} of a kept session before the end of the exchange. If the broker ` +
    'still holds it, a later message under the same packet identifier may be answered OK and lost.';
  return { id: 'mqtt.unfinished-forgotten', text };
}
