import type { ByteString } from '@w800/at';

export interface Subscription {
  readonly topic: ByteString;
  /** As requested, not as granted. */
  readonly qos: 0 | 1 | 2;
}

/** The topics the module remembers, in the order they were subscribed. */
export class Subscriptions {
  private readonly topics = new Map<ByteString, Subscription>();
  private readonly countMax: number;

  constructor(countMax: number) {
    this.countMax = countMax;
  }

  get size(): number {
    return this.topics.size;
  }

  get full(): boolean {
    return this.topics.size >= this.countMax;
  }

  has(topic: ByteString): boolean {
    return this.topics.has(topic);
  }

  add(subscription: Subscription): void {
    this.topics.set(subscription.topic, subscription);
  }

  remove(topic: ByteString): void {
    this.topics.delete(topic);
  }

  clear(): void {
    this.topics.clear();
  }

  [Symbol.iterator](): Iterator<Subscription> {
    return this.topics.values();
  }
}
