import type { ByteString } from '@w800/at';
import { second } from '@w800/kernel';
import type { ClientPacket, PublishFields } from '../client-packet.ts';
import type { BrokerPacket } from './broker-packet.ts';
import { ConnectionDues } from './connection-dues.ts';
import type { InboundObligations } from './inbound-obligations.ts';
import type { Journal } from './journal.ts';
import type { LossyConnection } from './lossy-connection.ts';
import type { HostMessage, OutboundObligations } from './outbound-obligations.ts';
import type { SubscriptionModel } from './subscription-model.ts';

/** A publish of the module's whose acknowledgement it has not seen. */
interface Exchange {
  readonly order: number;
  /** When its PUBREC came, among all that happened. */
  released: number;
  /** 0 for one whose PUBLISH was begun and never written to its end. */
  id: number;
  readonly message: HostMessage;
  awaiting: 'puback' | 'pubrec' | 'pubcomp';
  /** The connection it was last sent on, and when. */
  dues: ConnectionDues;
  sentAt: number;
  /** The command that waits for it, until that is answered. */
  command: HostMessage | undefined;
  /** Not written to its end: the module may have given it up or not. */
  uncertain: boolean;
}

const publishLimitSeconds = 10;
const first = { 1: 'puback', 2: 'pubrec' } as const;

/** What the module writes, packet by packet, against what MQTT and the rulings allow it. */
export class WireObligations {
  /** The publish a command waits for. */
  command: HostMessage | undefined;

  private readonly journal: Journal;
  private readonly inbound: InboundObligations;
  private readonly outbound: OutboundObligations;
  private readonly subscriptions: SubscriptionModel;
  private unfinished: Exchange[] = [];
  private owed: Exchange[] = [];
  private dues: ConnectionDues | undefined;
  private previous: ConnectionDues | undefined;
  private commandWritten: HostMessage | undefined;
  private begun = 0;
  /** What the PUBLISH belongs to that the module is in the middle of. */
  private halfWritten: HostMessage | undefined;

  constructor(
    journal: Journal,
    inbound: InboundObligations,
    outbound: OutboundObligations,
    subscriptions: SubscriptionModel,
  ) {
    this.journal = journal;
    this.inbound = inbound;
    this.outbound = outbound;
    this.subscriptions = subscriptions;
  }

  get current(): ConnectionDues | undefined {
    return this.dues;
  }

  /** Exchanges the broker may not know any more. */
  get unfinishedPayloads(): readonly ByteString[] {
    return this.unfinished.map(({ message }) => message.payload);
  }

  /** The session is over by the host's wish or by a reset: everything is forgotten. */
  forget(): void {
    this.unfinished = [];
    this.owed = [];
    this.inbound.forget();
  }

  opened(connection: LossyConnection, number: number): void {
    this.previous = this.dues;
    this.dues = new ConnectionDues(this.journal, connection, number);
  }

  /** The module has written a part of a packet, or has come to its end. */
  midPacket(mid: boolean): void {
    this.halfWritten = mid ? (this.halfWritten ?? this.command) : undefined;
  }

  /** The module has written a packet. */
  written(packet: ClientPacket): void {
    const { dues, journal } = this;
    if (dues === undefined) return journal.broken('a packet without a connection');
    // The module has read what it answers, though not yet said so to its peer.
    while (!this.allows(packet, dues) && dues.connection.advance());
    dues.written(packet);
    if (packet.type === 'connect') this.connect(packet.cleanSession, dues);
    else if (packet.type === 'publish') this.publish(packet, dues);
    else if (packet.type === 'pubrel') this.pubrel(packet.id, dues);
    else if (packet.type === 'subscribe' || packet.type === 'unsubscribe') {
      this.freshIdentifier(packet.id, dues);
      dues.requests.set(packet.id, packet);
      this.subscriptions.asked(packet);
    }
  }

  /** The module has been given a packet. */
  delivered(packet: BrokerPacket, dues: ConnectionDues): void {
    dues.delivered(packet);
    const exchange = 'id' in packet ? this.find(packet.id) : undefined;
    if (packet.type === 'connack' && packet.code === 0) {
      if (!packet.sessionPresent) this.inbound.forget();
      this.subscriptions.accepted(packet.sessionPresent);
    } else if (packet.type === 'publish') this.inbound.publishDelivered(packet);
    else if (packet.type === 'pubrel') this.inbound.pubrelDelivered(packet.id);
    else if (packet.type === 'suback' || packet.type === 'unsuback') {
      const request = dues.requests.get(packet.id);
      dues.requests.delete(packet.id);
      if (request !== undefined) this.subscriptions.answered(request, packet);
    } else if (exchange !== undefined) this.acknowledge(exchange, packet.type, dues);
  }

  /** The command that waited for its publish has been answered. */
  answered(): void {
    for (const exchange of this.unfinished) exchange.command = undefined;
    this.command = undefined;
    this.commandWritten = undefined;
  }

  /** Nothing more is under way. */
  settled(): void {
    if (this.dues === undefined || !this.dues.live) return;
    this.dues.settled();
    const lost = this.owed.find(({ uncertain }) => !uncertain);
    if (lost !== undefined) this.journal.broken(`exchange ${lost.id} was never resumed`);
  }

  private connect(clean: boolean, dues: ConnectionDues): void {
    const { halfWritten, previous } = this;
    if (halfWritten !== undefined && halfWritten.qos > 0 && previous !== undefined) {
      this.begin(0, halfWritten, previous).uncertain = true;
    }
    this.halfWritten = undefined;
    this.inbound.connected(dues.number);
    if (clean) this.forget();
    this.owed = [...this.unfinished];
    dues.clean = clean;
  }

  private publish(packet: PublishFields, dues: ConnectionDues): void {
    const { journal } = this;
    if (packet.dup) this.resend(packet, dues);
    else this.firstSend(packet, dues);
    this.outbound.written(packet.payload);
    journal.count(packet.dup ? 'resent PUBLISH with DUP' : `PUBLISH of QoS ${packet.qos}`);
  }

  private firstSend(packet: PublishFields, dues: ConnectionDues): void {
    const { journal } = this;
    const command = this.halfWritten ?? this.command;
    const name = packet.payload.slice(0, 12);
    const asked = command !== undefined && this.commandWritten !== command && same(command, packet);
    if (!asked) return journal.broken(`${name} is not what the host asks for now`);
    this.commandWritten = command;
    if (packet.qos === 0 || packet.id === undefined) return;
    this.freshIdentifier(packet.id, dues);
    const next = this.owed.find(({ uncertain }) => !uncertain);
    journal.must(next === undefined, `${name} was sent before exchange ${next?.id} was resumed`);
    this.alone(undefined, dues);
    this.begin(packet.id, command, dues);
  }

  private begin(id: number, message: HostMessage, dues: ConnectionDues): Exchange {
    this.begun += 1;
    const exchange: Exchange = {
      order: this.begun,
      released: 0,
      id,
      message,
      awaiting: first[message.qos === 1 ? 1 : 2],
      dues,
      sentAt: this.journal.kernel.now,
      // One that was begun before and written now may have been given up meanwhile.
      command: message === this.command ? message : undefined,
      uncertain: false,
    };
    this.unfinished.push(exchange);
    return exchange;
  }

  private resend(packet: PublishFields, dues: ConnectionDues): void {
    const { journal } = this;
    const exchange =
      packet.id === undefined ? undefined : (this.find(packet.id) ?? this.halfSent(packet));
    const name = packet.payload.slice(0, 12);
    if (exchange === undefined) return journal.broken(`DUP on ${name}, which was not under way`);
    journal.must(same(exchange.message, packet), `${name} was sent again as something else`);
    const early = exchange.awaiting !== 'pubcomp' || exchange.uncertain;
    journal.must(early, `${name} was sent again after its PUBREC`);
    exchange.awaiting = first[packet.qos === 1 ? 1 : 2];
    this.resume(exchange, dues);
  }

  private halfSent(packet: PublishFields): Exchange | undefined {
    const found = this.unfinished.find(({ id, message }) => id === 0 && same(message, packet));
    if (found !== undefined) found.id = packet.id ?? 0;
    return found;
  }

  private pubrel(id: number, dues: ConnectionDues): void {
    const { journal } = this;
    const exchange = this.find(id);
    if (exchange === undefined) return journal.broken(`PUBREL ${id}, which was not under way`);
    if (exchange.dues === dues) {
      dues.pubrel(id);
      return;
    }
    const late = exchange.awaiting === 'pubcomp' || exchange.uncertain;
    journal.must(late, `PUBREL ${id} before its PUBREC`);
    journal.count('resent PUBREL');
    exchange.awaiting = 'pubcomp';
    this.resume(exchange, dues);
  }

  private resume(exchange: Exchange, dues: ConnectionDues): void {
    const { journal, owed } = this;
    journal.must(exchange.dues !== dues, `exchange ${exchange.id} was sent twice on a connection`);
    journal.must(!dues.clean, `exchange ${exchange.id} was resumed in a clean session`);
    journal.must(owed.includes(exchange), `exchange ${exchange.id} is not to be resumed`);
    const earlier = owed.find((other) => !other.uncertain && comesBefore(other, exchange));
    const claim = `exchange ${exchange.id} was resumed before ${earlier?.id}`;
    journal.must(earlier === undefined, claim);
    owed.splice(owed.indexOf(exchange), 1);
    this.alone(exchange, dues);
    exchange.dues = dues;
    exchange.sentAt = journal.kernel.now;
    exchange.uncertain = false;
  }

  /** One exchange at a time: the others are over, given up, or not begun on this connection. */
  private alone(one: Exchange | undefined, dues: ConnectionDues): void {
    const other = this.inFlight(one, dues);
    this.journal.must(other === undefined, `exchange ${other?.id} was still in flight`);
    if (one !== undefined) dues.resumed.add(one.id);
  }

  private inFlight(one: Exchange | undefined, dues: ConnectionDues): Exchange | undefined {
    const { now } = this.journal.kernel;
    return this.unfinished.find(
      (exchange) =>
        exchange !== one &&
        exchange.dues === dues &&
        now < exchange.sentAt + publishLimitSeconds * second &&
        (exchange.command !== undefined || dues.resumed.has(exchange.id)),
    );
  }

  private allows(packet: ClientPacket, dues: ConnectionDues): boolean {
    if (!dues.allows(packet)) return false;
    if (packet.type === 'publish' && packet.id !== undefined) {
      return this.inFlight(this.find(packet.id), dues) === undefined;
    }
    if (packet.type !== 'pubrel') return true;
    const exchange = this.find(packet.id);
    if (exchange?.dues === dues) return dues.owesPubrel(packet.id);
    return this.inFlight(exchange, dues) === undefined;
  }

  private acknowledge(exchange: Exchange, type: BrokerPacket['type'], dues: ConnectionDues): void {
    if (exchange.dues !== dues) return;
    if (type === 'pubrec') {
      exchange.awaiting = 'pubcomp';
      exchange.released = this.begun += 1;
      dues.pubrecDelivered(exchange.id);
    } else if (type === exchange.awaiting) {
      this.unfinished = this.unfinished.filter((other) => other !== exchange);
      this.outbound.acknowledged(exchange.message.payload);
    }
  }

  private freshIdentifier(id: number, dues: ConnectionDues): void {
    const { journal } = this;
    journal.must(id > 0, 'an identifier is zero');
    const used = this.find(id);
    if (used?.uncertain === true) {
      this.unfinished = this.unfinished.filter((other) => other !== used);
    } else {
      const free = used === undefined && !dues.requests.has(id);
      journal.must(free, `identifier ${id} was used while in flight`);
    }
  }

  private find(id: number): Exchange | undefined {
    return this.unfinished.find((exchange) => exchange.id === id);
  }
}

/** [MQTT-4.6.0-1], [MQTT-4.6.0-4]: PUBLISH as first sent, PUBREL as their PUBREC came. */
function comesBefore(one: Exchange, other: Exchange): boolean {
  if (one === other || (one.awaiting === 'pubcomp') !== (other.awaiting === 'pubcomp'))
    return false;
  if (one.awaiting === 'pubcomp') return one.released < other.released;
  return one.order < other.order;
}

function same(message: HostMessage, packet: PublishFields): boolean {
  const { topic, payload, qos, retain } = message;
  return (
    topic === packet.topic &&
    payload === packet.payload &&
    qos === packet.qos &&
    retain === packet.retain
  );
}
