import type { ByteString } from '@w800/at';
import type { Heap } from '@w800/memory';
import { HeldBlocks } from '../sockets/held-blocks.ts';

export interface Subscription {
  readonly topic: ByteString;
  /** As requested, not as granted. */
  readonly qos: 0 | 1 | 2;
}

export interface SubscriptionsOptions {
  readonly countMax: number;
  /** What one takes beside its topic. */
  readonly subscriptionBytes: number;
}

/**
 * The topics of the module, in the order they were subscribed. It remembers
 * them across losses; the broker holds those it has acknowledged since.
 */
export class Subscriptions {
  private readonly topics = new Map<ByteString, Subscription>();
  private readonly acknowledged = new Set<ByteString>();
  /** What a topic takes: from when it is asked for, as long as it is remembered. */
  private readonly memory = new Map<ByteString, HeldBlocks>();
  private readonly heap: Heap;
  private readonly options: SubscriptionsOptions;

  constructor(heap: Heap, options: SubscriptionsOptions) {
    this.heap = heap;
    this.options = options;
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
    return this.remembers(topic) || this.topics.size < this.options.countMax;
  }

  remembers(topic: ByteString): boolean {
    return this.topics.has(topic);
  }

  holds(topic: ByteString): boolean {
    return this.acknowledged.has(topic);
  }

  /** Makes room for a topic that is about to be asked for; false when there is none. */
  reserve(topic: ByteString): boolean {
    if (this.memory.has(topic)) return true;
    const blocks = new HeldBlocks(this.heap, 'mqtt.subscription');
    if (!blocks.take([this.options.subscriptionBytes + topic.length + 1])) return false;
    this.memory.set(topic, blocks);
    return true;
  }

  /** It did not come about: the room is free again, unless the topic was known before. */
  abandon(topic: ByteString): void {
    if (!this.remembers(topic)) this.free(topic);
  }

  /** The broker holds this subscription now, be it a new one or one that was remembered. */
  hold(subscription: Subscription): void {
    this.topics.set(subscription.topic, subscription);
    this.acknowledged.add(subscription.topic);
  }

  remove(topic: ByteString): void {
    this.topics.delete(topic);
    this.acknowledged.delete(topic);
    this.free(topic);
  }

  /** The broker knows none of them any more; the module still does. */
  brokerForgot(): void {
    this.acknowledged.clear();
  }

  clear(): void {
    this.topics.clear();
    this.acknowledged.clear();
    for (const topic of this.memory.keys()) this.free(topic);
  }

  private free(topic: ByteString): void {
    this.memory.get(topic)?.release();
    this.memory.delete(topic);
  }
}
