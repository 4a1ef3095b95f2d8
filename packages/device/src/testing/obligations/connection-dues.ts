import { second } from '@w800/kernel';
import type { ClientPacket } from '../client-packet.ts';
import type { BrokerPacket } from './broker-packet.ts';
import type { Journal } from './journal.ts';
import type { LossyConnection } from './lossy-connection.ts';

type Request = Extract<ClientPacket, { type: 'subscribe' | 'unsubscribe' }>;
type Owed = 'puback' | 'pubrec' | 'pubcomp';

/** What the module owes on one connection. */
export class ConnectionDues {
  readonly number: number;
  readonly connection: LossyConnection;
  readonly requests = new Map<number, Request>();
  /** Exchanges of earlier connections that go on here. */
  readonly resumed = new Set<number>();
  clean = true;
  /** When something was last done to this connection that may delay or lose a packet. */
  disturbedAt: number | undefined;

  private readonly journal: Journal;
  /** Acknowledgements owed, in order. */
  private readonly owed: Record<Owed, number[]> = { puback: [], pubrec: [], pubcomp: [] };
  private readonly pubrels: number[] = [];
  private state: 'new' | 'connecting' | 'accepted' | 'disconnected' = 'new';
  private keepaliveSeconds = 0;
  private writtenAt = 0;

  constructor(journal: Journal, connection: LossyConnection, number: number) {
    this.journal = journal;
    this.connection = connection;
    this.number = number;
  }

  get live(): boolean {
    return this.state === 'accepted' && !this.connection.over;
  }

  /** Whether a packet may come now, for all that is known of what the module has read. */
  allows(packet: ClientPacket): boolean {
    if (packet.type === 'connect') return true;
    if (this.state === 'connecting') return false;
    const { type } = packet;
    if (type !== 'puback' && type !== 'pubrec' && type !== 'pubcomp') return true;
    return this.owed[type][0] === packet.id;
  }

  written(packet: ClientPacket): void {
    const { journal } = this;
    journal.note(`> ${show(packet)}`);
    const isConnect = packet.type === 'connect';
    journal.must(isConnect === (this.state === 'new'), `${packet.type} in state ${this.state}`);
    const { now } = journal.kernel;
    if (isConnect) {
      this.state = 'connecting';
      this.keepaliveSeconds = packet.keepaliveSeconds;
    } else if (packet.type === 'disconnect') this.state = 'disconnected';
    else {
      journal.must(this.state === 'accepted', `${packet.type} in state ${this.state}`);
      this.mustNotSleep(now);
    }
    this.writtenAt = now;
    const { type } = packet;
    if (type !== 'puback' && type !== 'pubrec' && type !== 'pubcomp') return;
    const wanted = this.owed[type].shift();
    journal.must(wanted === packet.id, `${type} ${packet.id} where ${wanted} was due`);
  }

  delivered(packet: BrokerPacket): void {
    this.journal.note(`< ${show(packet)}`);
    if (packet.type === 'connack') {
      if (packet.code === 0) this.state = 'accepted';
    } else if (packet.type === 'publish') {
      if (packet.qos > 0) this.owed[packet.qos === 1 ? 'puback' : 'pubrec'].push(packet.id);
    } else if (packet.type === 'pubrel') this.owed.pubcomp.push(packet.id);
  }

  pubrecDelivered(id: number): void {
    this.pubrels.push(id);
  }

  owesPubrel(id: number): boolean {
    return this.pubrels.includes(id);
  }

  pubrel(id: number): void {
    const index = this.pubrels.indexOf(id);
    this.journal.must(index >= 0, `PUBREL ${id} that nothing called for`);
    this.pubrels.splice(index, 1);
  }

  /** All that was owed has been done. */
  settled(): void {
    const { journal } = this;
    for (const [type, ids] of Object.entries(this.owed)) {
      journal.must(ids.length === 0, `${type} ${ids[0]} never came`);
    }
    journal.must(this.pubrels.length === 0, `PUBREL ${this.pubrels[0]} never came`);
    this.mustNotSleep(journal.kernel.now);
  }

  /** [MQTT-3.1.2-23]: something is sent within the keepalive, half as long again at most. */
  private mustNotSleep(now: number): void {
    if (this.disturbedAt !== undefined) return;
    const limit = (this.keepaliveSeconds * 3 * second) / 2;
    this.journal.must(now <= this.writtenAt + limit, 'nothing was sent for 1.5 keepalives');
  }
}

function show(packet: ClientPacket | BrokerPacket): string {
  const id = 'id' in packet && packet.id !== undefined ? ` ${packet.id}` : '';
  if (packet.type !== 'publish') return `${packet.type}${id}`;
  const { dup, qos, payload } = packet;
  return `publish${id} QoS ${qos}${dup ? ' DUP' : ''} ${payload.slice(0, 8)}`;
}
