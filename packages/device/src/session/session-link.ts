import { MqttClient, type MqttClientEvents } from '@w800/mqtt';
import type { Pending } from '@w800/ports';
import { connectOptions } from './connect-options.ts';
import { openConnection, type OpenOutcome } from './open-connection.ts';
import type { SessionConfiguration } from './session-configuration.ts';
import type { SessionOptions } from './session-options.ts';

/** The way to the broker: nothing, an attempt at a client, or a client that was accepted. */
export class SessionLink {
  private readonly options: SessionOptions;
  private readonly events: MqttClientEvents;
  private accepted: MqttClient | undefined;
  private attempt: { readonly pending: Pending; fail(): void } | undefined;

  constructor(options: SessionOptions, events: MqttClientEvents) {
    this.options = options;
    this.events = events;
  }

  /** The client while a session is up. */
  get client(): MqttClient | undefined {
    return this.accepted;
  }

  /** Tries once. `done` is called once, unless the link is closed before. */
  open(configuration: SessionConfiguration, done: (outcome: OpenOutcome) => void): void {
    const { kernel, heap, clientFigures, dialect } = this.options;
    const network = this.options.network();
    if (network === undefined) {
      done('failed');
      return;
    }
    const client = new MqttClient({
      kernel,
      heap,
      figures: clientFigures,
      subscribeTimeoutCloses: dialect.subTimeoutCloses,
      events: {
        message: (message, handled) => this.events.message(message, handled),
        closed: (reason) => {
          this.accepted = undefined;
          this.events.closed(reason);
        },
      },
    });
    const finish = (outcome: OpenOutcome): void => {
      this.attempt = undefined;
      if (outcome !== 'failed') this.accepted = client;
      done(outcome);
    };
    const { user, connection, address } = configuration;
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

  /** The network is gone: what is being opened cannot come about. */
  failAttempt(): void {
    this.attempt?.fail();
  }

  /** Ends a session with DISCONNECT, and an attempt without a word. */
  close(): void {
    this.accepted?.disconnect();
    this.forget();
  }

  /** Ends everything at once; nothing is sent. */
  abort(): void {
    this.accepted?.abort();
    this.forget();
  }

  private forget(): void {
    this.accepted = undefined;
    this.attempt?.pending.cancel();
    this.attempt = undefined;
  }
}
