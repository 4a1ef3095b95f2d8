import type { Kernel } from '@w800/kernel';
import type { Endpoint } from '@w800/ports';
import type { ClientPacket, ConnectFields, PublishFields } from '../client-packet.ts';
import { BrokerConnection } from './broker-connection.ts';
import { BrokerFaults } from './broker-faults.ts';
import type { BrokerPacket } from './broker-packet.ts';
import { BrokerSession, type Delivery } from './broker-session.ts';
import type { Journal } from './journal.ts';
import type { LossyConnection } from './lossy-connection.ts';

export interface ModelBrokerEvents {
  opened(connection: LossyConnection): void;
  written(packet: ClientPacket): void;
  midPacket(mid: boolean): void;
  delivered(packet: BrokerPacket, connection: LossyConnection): void;
  /** A message has been passed on to subscribers. */
  reached(message: PublishFields): void;
  /** A message came under the identifier of one the module had forgotten and the broker had not. */
  swallowed(message: PublishFields): void;
  /** A message of the broker's is acknowledged for good. */
  acknowledged(payload: string): void;
  disturbed(connection: LossyConnection): void;
  /** The session of the client is no more. */
  forgotten(): void;
}

const inboundTopic = 'd';
const refusedTopic = 0x80;

/** An MQTT 3.1.1 broker for one client, synchronous and plain; its faults are on purpose. */
export class ModelBroker {
  readonly faults = new BrokerFaults();
  /** How the bytes of connections to come are cut. */
  chunkBytesMax = 1_460;
  /** What a kept session leaves for the next connection. */
  session: BrokerSession | undefined;

  private readonly kernel: Kernel;
  private readonly journal: Journal;
  private readonly events: ModelBrokerEvents;
  /** The client has lost its side of the session since it came last. */
  clientForgot = false;
  private newest: BrokerConnection | undefined;
  /** The one whose CONNECT was accepted last. */
  private current: BrokerConnection | undefined;

  constructor(kernel: Kernel, journal: Journal, events: ModelBrokerEvents) {
    this.kernel = kernel;
    this.journal = journal;
    this.events = events;
  }

  get connection(): BrokerConnection | undefined {
    return this.newest?.open === true ? this.newest : undefined;
  }

  /** Ends a stall, also of a connection the broker has given up. */
  resume(): void {
    this.newest?.resume();
  }

  accept(remote: Endpoint): LossyConnection {
    const { events, journal } = this;
    const connection = new BrokerConnection(this.kernel, remote, this.faults, (it) => ({
      written: (packet) => events.written(packet),
      midPacket: (mid) => events.midPacket(mid),
      delivered: (packet) => {
        if (packet.type === 'connack' && packet.code === 0) this.announce(packet.sessionPresent);
        events.delivered(packet, it.stream);
      },
      received: (packet) => this.receive(it, packet),
      closed: () => this.closed(it),
      disturbed: (how) => {
        journal.note(`broker: ${how}`);
        journal.count(how);
        events.disturbed(it.stream);
      },
    }));
    connection.stream.chunkBytesMax = this.chunkBytesMax;
    this.newest = connection;
    events.opened(connection.stream);
    return connection.stream;
  }

  /** Publishes to the client, if it has a session. */
  publish(payload: string, qos: 0 | 1 | 2): void {
    const { session, current } = this;
    if (session === undefined) return;
    if (qos === 0) {
      const message = { type: 'publish', topic: inboundTopic, payload, qos, dup: false } as const;
      current?.send({ ...message, id: 0 });
    } else {
      this.deliver(session.add(payload, qos));
    }
  }

  /** Forgets the client, and drops it if it is connected. */
  forget(): void {
    this.session = undefined;
    this.events.forgotten();
    this.current?.cut('rst');
  }

  private announce(sessionPresent: boolean): void {
    if (this.session !== undefined && !sessionPresent) this.session.announced = true;
  }

  private closed(connection: BrokerConnection): void {
    if (connection !== this.current) return;
    this.current = undefined;
    if (this.session?.kept === false) this.session = undefined;
  }

  private receive(connection: BrokerConnection, packet: ClientPacket): void {
    const { session } = this;
    if (packet.type === 'connect') this.connect(connection, packet);
    else if (connection !== this.current || session === undefined) {
      this.journal.broken(`${packet.type} reached the broker outside a session`);
    } else this.serve(connection, session, packet);
  }

  private serve(connection: BrokerConnection, session: BrokerSession, packet: ClientPacket): void {
    if (packet.type === 'publish') this.take(connection, session, packet);
    else if (packet.type === 'pubrel') {
      session.incoming.delete(packet.id);
      session.stale = new Set([...session.stale].filter((id) => id !== packet.id));
      connection.send({ type: 'pubcomp', id: packet.id });
    } else if (packet.type === 'subscribe') {
      const { id, filter, qos } = packet;
      const refused = this.faults.topicRefusals > 0;
      if (refused) {
        this.faults.topicRefusals -= 1;
        this.journal.count('topic refused');
        this.events.disturbed(connection.stream);
      } else session.subscriptions.set(filter, qos);
      connection.send({ type: 'suback', id, code: refused ? refusedTopic : qos });
    } else if (packet.type === 'unsubscribe') {
      session.subscriptions.delete(packet.filter);
      connection.send({ type: 'unsuback', id: packet.id });
    } else if (packet.type === 'pingreq') connection.send({ type: 'pingresp' });
    else if ('id' in packet) this.acknowledged(connection, session, packet.type, packet.id);
  }

  private connect(connection: BrokerConnection, { cleanSession }: ConnectFields): void {
    const { journal, faults } = this;
    const code = faults.refusals.shift();
    if (code !== undefined) {
      journal.count('connection refused');
      this.events.disturbed(connection.stream);
      connection.send({ type: 'connack', sessionPresent: false, code });
      connection.cut('fin');
      return;
    }
    // A client that comes twice: the first is gone.
    this.current?.cut('rst');
    if (cleanSession) this.session = undefined;
    const sessionPresent = this.session !== undefined;
    if (this.clientForgot && this.session !== undefined) {
      this.session.stale = new Set(this.session.incoming);
    }
    this.clientForgot = false;
    const session = this.session ?? new BrokerSession(!cleanSession);
    this.session = session;
    this.current = connection;
    journal.count(sessionPresent ? 'session present' : 'session not present');
    connection.send({ type: 'connack', sessionPresent, code: 0 });
    for (const delivery of session.outgoing.values()) this.deliver(delivery);
  }

  private take(connection: BrokerConnection, session: BrokerSession, packet: PublishFields): void {
    const { id, qos } = packet;
    if (id === undefined || qos < 2 || !session.incoming.has(id)) this.events.reached(packet);
    else if (session.stale.has(id)) this.events.swallowed(packet);
    if (id === undefined) return;
    if (qos === 1) connection.send({ type: 'puback', id });
    else {
      session.incoming.add(id);
      connection.send({ type: 'pubrec', id });
    }
  }

  private deliver(delivery: Delivery): void {
    const { id, payload, qos, stage, sent } = delivery;
    const { current } = this;
    if (current === undefined) return;
    if (stage === 'pubrel') {
      this.journal.count('inbound PUBREL again');
      current.send({ type: 'pubrel', id });
      return;
    }
    delivery.sent = true;
    if (sent) this.journal.count('inbound PUBLISH again');
    current.send({ type: 'publish', topic: inboundTopic, payload, qos, dup: sent, id });
  }

  private acknowledged(
    connection: BrokerConnection,
    { outgoing }: BrokerSession,
    type: ClientPacket['type'],
    id: number,
  ): void {
    const delivery = outgoing.get(id);
    if (delivery === undefined) return this.journal.broken(`${type} ${id} for nothing`);
    const { qos, stage, payload } = delivery;
    const wanted = qos === 1 ? 'puback' : stage === 'publish' ? 'pubrec' : 'pubcomp';
    this.journal.must(type === wanted, `${type} ${id} where ${wanted} was due`);
    if (type === 'pubrec') {
      delivery.stage = 'pubrel';
      connection.send({ type: 'pubrel', id });
    } else {
      outgoing.delete(id);
      this.events.acknowledged(payload);
    }
  }
}
