import type { ClientPacket } from '../client-packet.ts';
import type { BrokerPacket } from './broker-packet.ts';

type Request = Extract<ClientPacket, { type: 'subscribe' | 'unsubscribe' }>;

const refused = 0x80;

/** The topics the module has to remember, and what they make of the state of a live session. */
export class SubscriptionModel {
  /** The QoS asked for, by topic. */
  readonly remembered = new Map<string, number>();
  /** States a live session has been in since `watch`. */
  readonly seen = new Set<number>();
  /** How often the topics have changed. */
  changes = 0;
  /** The broker may have been asked to forget them and have done so. */
  readonly doubtful = new Set<string>();
  private readonly held = new Set<string>();
  private heldBefore = false;

  get state(): 4 | 5 | 6 {
    if (this.held.size > 0) return 6;
    return this.heldBefore ? 5 : 4;
  }

  /** What the query lists: all that is remembered; in a live session what was confirmed. */
  listed(live: boolean): [string, number][] {
    return [...this.remembered].filter(([topic]) => !live || this.held.has(topic));
  }

  watch(): void {
    this.seen.clear();
    this.seen.add(this.state);
  }

  asked({ type, filter }: Request): void {
    if (type === 'unsubscribe') this.doubtful.add(filter);
  }

  clear(): void {
    this.doubtful.clear();
    this.remembered.clear();
    this.held.clear();
    this.heldBefore = false;
    this.changed();
  }

  /** A session begins. */
  accepted(sessionPresent: boolean): void {
    if (!sessionPresent) this.held.clear();
    this.heldBefore = this.held.size > 0;
    this.changed();
  }

  answered(request: Request, answer: BrokerPacket): void {
    const topic = request.filter;
    this.doubtful.delete(topic);
    if (answer.type === 'suback' && answer.code !== refused) {
      if (request.type === 'subscribe') this.remembered.set(topic, request.qos);
      this.held.add(topic);
      this.heldBefore = true;
    } else {
      this.remembered.delete(topic);
      this.held.delete(topic);
    }
    this.changed();
  }

  private changed(): void {
    this.changes += 1;
    this.seen.add(this.state);
  }
}
