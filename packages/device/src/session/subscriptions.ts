import type { ByteString } from '@w800/at';

export interface Subscription {
  readonly topic: ByteString;
  /** As requested, not as granted. */
  readonly qos: 0 | 1 | 2;
}

/** The topics the module remembers, in the order they were subscribed. */
export class Subscriptions {
  private readonly topics = new Map<ByteString, Subscription>();
  /** Those the broker has acknowledged and not forgotten since. */
  private readonly acknowledged = new Set<ByteString>();
  private readonly countMax: number;

  constructor(countMax: number) {
    this.countMax = countMax;
  }

  /** Whether the broker holds at least one of them. */
  get held(): boolean {
    return this.acknowledged.size > 0;
  }

  get full(): boolean {
    return this.topics.size >= this.countMax;
  }

  has(topic: ByteString): boolean {
    return this.topics.has(topic);
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

  [Symbol.iterator](): Iterator<Subscription> {
    return this.topics.values();
  }
}
