import { Buffer } from 'node:buffer';
import type { EventEmitter } from 'node:events';
import type { Aedes, AedesPublishPacket, Client } from 'aedes';
import type { Kernel } from '@w800/kernel';
import type { ServerNetwork } from '@w800/ports';
import { aedesOptions } from './aedes-options.ts';
import type { BrokerOptions } from './broker-options.ts';
import { checkedListeners } from './checked-listeners.ts';
import type { ClientEnd } from './client-end.ts';
import type { ClientStream } from './client-stream.ts';
import { AsyncCompartment } from './compartment.ts';
import { Connection } from './connection.ts';
import { KeptSessions } from './kept-sessions.ts';
import { MessageLog } from './message-log.ts';
import type { OutgoingMessage, ReceivedMessage } from './messages.ts';
import { TappedEnd } from './tapped-end.ts';
import { brokerClient, brokerReceived, type ClientChange } from './trace-kinds.ts';

/** An MQTT broker on the simulated network: aedes in its compartment. */
export class Broker extends TappedEnd {
  private readonly compartment: AsyncCompartment;
  private readonly aedes: Aedes;
  private readonly sessions: KeptSessions;
  private readonly connections = new Map<Client, Connection>();
  private readonly connected = new Set<Client>();
  private readonly messages = new MessageLog();

  private constructor(
    kernel: Kernel,
    compartment: AsyncCompartment,
    aedes: Aedes,
    sessions: KeptSessions,
  ) {
    super(kernel);
    this.compartment = compartment;
    this.aedes = aedes;
    this.sessions = sessions;
    aedes.on('client', (client) => this.accepted(client));
    aedes.on('clientDisconnect', (client) => this.changed(client, 'disconnected'));
    aedes.on('clientError', (client, error) => this.changed(client, 'failed', error));
    aedes.on('connectionError', (client, error) => this.changed(client, 'failed', error));
    aedes.on('publish', (packet, client) => this.receive(packet, client));
    const emitter: EventEmitter = aedes;
    emitter.on('error', (error: Error) => compartment.fail(error));
  }

  /** Starts a broker and waits until it listens; virtual time stands still meanwhile. */
  static async create(
    kernel: Kernel,
    network: ServerNetwork,
    options: BrokerOptions,
  ): Promise<Broker> {
    const listeners = checkedListeners(options);
    const library = await import('aedes');
    const compartment = new AsyncCompartment(kernel, `broker.${options.host}:${options.port}`);
    let sessions: KeptSessions | undefined;
    const settings = aedesOptions(options, (clientId, ready) =>
      sessions?.connecting(clientId, ready),
    );
    const started: Promise<Aedes>[] = [];
    compartment.handOver(() => started.push(library.Aedes.createBroker(settings)));
    await compartment.settle();
    const [aedes] = await Promise.all(started);
    kernel.assert(aedes !== undefined, 'what was handed over is done when it has settled');
    // The library does not declare its store.
    const { persistence } = aedes as unknown as { readonly persistence: object };
    sessions = new KeptSessions(persistence);
    const broker = new Broker(kernel, compartment, aedes, sessions);
    broker.listenOn(network, options.host, listeners);
    return broker;
  }

  get received(): readonly ReceivedMessage[] {
    return this.messages.messages;
  }

  clients(): readonly string[] {
    return Array.from(this.connected, ({ id }) => id);
  }

  forgetSessions(clientId?: string): void {
    this.sessions.forget(clientId);
  }

  async close(): Promise<void> {
    if (this.common.closed) return;
    this.common.closed = true;
    this.stopListening();
    this.stopBursts();
    const connections = [...this.connections.values()];
    this.compartment.handOver(() => this.aedes.close());
    // The library does not close those that never sent CONNECT.
    for (const connection of connections) connection.close();
    await this.compartment.settle();
    for (const connection of connections) {
      connection.flush();
      connection.finish();
    }
    this.dismissArrivals('fin');
    this.compartment.dispose();
  }

  protected connectionsNow(): readonly ClientEnd[] {
    return [...this.connections.values()];
  }

  protected emit({ topic, payload, qos, retain }: OutgoingMessage): void {
    const message = { topic, payload: Buffer.from(payload), qos, retain };
    const packet = { cmd: 'publish', dup: false, ...message } as const;
    this.compartment.handOver(() => this.aedes.publish(packet, () => {}));
  }

  protected take(stream: ClientStream): void {
    const { common, compartment } = this;
    let client: Client | undefined;
    const connection = new Connection(common, compartment, stream, () => {
      if (client !== undefined) this.connections.delete(client);
    });
    compartment.handOver(() => {
      client = this.aedes.handle(connection.duplex);
      this.connections.set(client, connection);
    });
    connection.open();
  }

  private accepted(client: Client): void {
    this.connected.add(client);
    const present = this.sessions.connected(client.id, client.clean);
    const connection = this.connections.get(client);
    if (connection !== undefined) {
      connection.peer.clientId = client.id;
      connection.sessionPresent = present;
    }
    this.changed(client, 'connected');
  }

  private changed(client: Client, change: ClientChange, error?: Error): void {
    if (change === 'disconnected') this.connected.delete(client);
    const clientId = client.id ?? '';
    const reason = error?.message;
    this.compartment.leave(() =>
      this.common.kernel.trace.emit(brokerClient, { clientId, change, reason }),
    );
  }

  private receive(packet: AedesPublishPacket, client: Client | null): void {
    if (client === null || client === undefined) return;
    const { topic, qos, retain, dup } = packet;
    const text = packet.payload;
    const payload = typeof text === 'string' ? Buffer.from(text) : text;
    const clientId = client.id;
    const { kernel } = this.common;
    this.messages.add({ at: kernel.now, clientId, topic, payload, qos, retain, dup });
    if (!kernel.trace.wants(brokerReceived)) return;
    const copy = Uint8Array.from(payload);
    const message = { clientId, topic, payload: copy, qos, retain, dup };
    this.compartment.leave(() => kernel.trace.emit(brokerReceived, message));
  }
}
