import { Buffer } from 'node:buffer';
import type { EventEmitter } from 'node:events';
import type { Aedes, AedesPublishPacket, Client } from 'aedes';
import type { Instant, Kernel } from '@w800/kernel';
import type { ByteStream, Pending, ServerNetwork } from '@w800/ports';
import { aedesOptions } from './aedes-options.ts';
import { BrokerError } from './broker-error.ts';
import type { BrokerOptions } from './broker-options.ts';
import { AsyncCompartment } from './compartment.ts';
import { Connection } from './connection.ts';
import { publishesIn } from './publishes-in.ts';
import { brokerClient, brokerReceived, brokerSent, type ClientChange } from './trace-kinds.ts';

/** A message a client has published, its will included. */
export interface ReceivedMessage {
  readonly at: Instant;
  readonly clientId: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly dup: boolean;
}

/** A message the scenario publishes. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** More levels than that the library cannot match. */
const topicLevelsMax = 100;

/** An MQTT broker on the simulated network: aedes in its compartment. */
export class Broker {
  private readonly kernel: Kernel;
  private readonly compartment: AsyncCompartment;
  private readonly aedes: Aedes;
  private readonly connections = new Map<Connection, Client>();
  private readonly connected = new Set<Client>();
  private readonly messages: ReceivedMessage[] = [];
  private listening: Pending | undefined;
  private closed = false;

  private constructor(kernel: Kernel, compartment: AsyncCompartment, aedes: Aedes) {
    this.kernel = kernel;
    this.compartment = compartment;
    this.aedes = aedes;
    aedes.on('client', (client) => this.changed(client, 'connected'));
    aedes.on('clientDisconnect', (client) => this.changed(client, 'disconnected'));
    aedes.on('clientError', (client, error) => this.changed(client, 'failed', error));
    aedes.on('connectionError', (client, error) => this.changed(client, 'failed', error));
    aedes.on('publish', (packet, client) => this.take(packet, client));
    const emitter: EventEmitter = aedes;
    emitter.on('error', (error: Error) => compartment.fail(error));
  }

  /** Starts a broker and waits until it listens; virtual time stands still meanwhile. */
  static async create(
    kernel: Kernel,
    network: ServerNetwork,
    options: BrokerOptions,
  ): Promise<Broker> {
    const library = await import('aedes');
    const compartment = new AsyncCompartment(kernel, `broker.${options.host}:${options.port}`);
    const starting = compartment.enter(() => library.Aedes.createBroker(aedesOptions(options)));
    await compartment.settle();
    const broker = new Broker(kernel, compartment, await starting);
    const at = { address: options.host, port: options.port };
    broker.listening = network.listen(at, (stream) => broker.accept(stream));
    return broker;
  }

  /** Every message a client published, in the order the broker took them. */
  get received(): readonly ReceivedMessage[] {
    return this.messages;
  }

  /** The identifiers of the clients connected now, in the order of connecting. */
  clients(): readonly string[] {
    return Array.from(this.connected, ({ id }) => id);
  }

  /** @throws BrokerError for a topic no message can have, and after `close` */
  publish(message: OutgoingMessage): void {
    const { topic, qos, retain } = message;
    this.check(topic);
    const payload = Buffer.from(message.payload);
    const packet = { cmd: 'publish', topic, payload, qos, retain, dup: false } as const;
    this.compartment.handOver(() => this.aedes.publish(packet, () => {}));
  }

  /**
   * Drops the TCP connection of one client, or of all, by RST. Harmless when
   * there is none.
   */
  disconnect(clientId?: string): void {
    for (const [connection, client] of this.connections) {
      if (clientId === undefined || client.id === clientId) connection.drop();
    }
  }

  /** Ends every connection by FIN and leaves nothing on the kernel's queue. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.listening?.cancel();
    const connections = [...this.connections.keys()];
    this.compartment.handOver(() => this.aedes.close());
    // The library does not close those that never sent CONNECT.
    for (const connection of connections) connection.close();
    await this.compartment.settle();
    for (const connection of connections) connection.flush();
    this.compartment.dispose();
  }

  private accept(stream: ByteStream): void {
    const { kernel, compartment } = this;
    const connection: Connection = new Connection(kernel, compartment, stream, (burst) => {
      if (!kernel.trace.wants(brokerSent)) return;
      for (const message of publishesIn(burst)) {
        kernel.trace.emit(brokerSent, { clientId: client.id, ...message });
      }
    });
    const client = compartment.enter(() => this.aedes.handle(connection.duplex));
    this.connections.set(connection, client);
    connection.duplex.once('close', () => this.connections.delete(connection));
    connection.open();
  }

  private changed(client: Client, change: ClientChange, error?: Error): void {
    if (change === 'connected') this.connected.add(client);
    if (change === 'disconnected') this.connected.delete(client);
    const clientId = client.id ?? '';
    const reason = error?.message;
    this.compartment.leave(() =>
      this.kernel.trace.emit(brokerClient, { clientId, change, reason }),
    );
  }

  private take(packet: AedesPublishPacket, client: Client | null): void {
    if (client === null || client === undefined) return;
    const { topic, qos, retain, dup } = packet;
    const payload = new Uint8Array(Buffer.from(packet.payload));
    const message = { clientId: client.id, topic, payload, qos, retain, dup };
    this.messages.push({ at: this.kernel.now, ...message });
    this.compartment.leave(() => this.kernel.trace.emit(brokerReceived, message));
  }

  private check(topic: string): void {
    if (this.closed) {
      throw new BrokerError('BROKER_CLOSED', 'the broker is closed', 'publish before close()');
    }
    if (topic === '' || /[+#\0]/.test(topic) || topic.split('/').length > topicLevelsMax) {
      throw new BrokerError(
        'BROKER_BAD_TOPIC',
        `no message can have the topic "${topic}"`,
        `use at least one character, no + or #, and at most ${topicLevelsMax} levels`,
      );
    }
  }
}
