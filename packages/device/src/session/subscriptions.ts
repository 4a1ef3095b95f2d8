import type { ByteString } from '@w800/at';

export interface Subscription {
  readonly topic: ByteString;
  /** As requested, not as granted. */
  readonly qos: 0 | 1 | 2;
}

/**
 * The topics of the module, in the order they were subscribed. It remembers
 * them across losses; the broker holds those it has acknowledged since.
 */
export class Subscriptions {
  private readonly topics = new Map<ByteString, Subscription>();
  private readonly acknowledged = new Set<ByteString>();
  private readonly countMax: number;

  constructor(countMax: number) {
    this.countMax = countMax;
  }

  get remembered(): readonly Subscription[] {
    return [...this.topics.values()];
  }

  get held(): readonly Subscription[] {
    return this.remembered.filter(({ topic }) => this.holds(topic));
  }

  /** Whether the broker holds at least one of them. */
  get anyHeld(): boolean {
    return this.acknowledged.size > 0;
  }

  /** Whether there is a place for the topic: its own, if it is remembered. */
  hasRoomFor(topic: ByteString): boolean {
    return this.remembers(topic) || this.topics.size < this.countMax;
  }

  remembers(topic: ByteString): boolean {
    return this.topics.has(topic);
  }

  holds(topic: ByteString): boolean {
    return this.acknowledged.has(topic);
  }

  /** The broker holds this subscription now, be it a new one or one that was remembered. */
  hold(subscription: Subscription): void {
    this.topics.set(subscription.topic, subscription);
    this.acknowledged.add(subscription.topic);
  }

  remove(topic: ByteString): void {
    this.topics.delete(topic);
    this.acknowledged.delete(topic);
  }

  /** The broker knows none of them any more; the module still does. */
  brokerForgot(): void {
    this.acknowledged.clear();
  }

  clear(): void {
    this.topics.clear();
    this.acknowledged.clear();
  }
}
