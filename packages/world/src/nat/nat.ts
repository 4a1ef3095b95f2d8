import type { Duration, Instant } from '@w800/kernel';
import { ack, rst, syn } from '../tcp/segment.ts';
import type { Packet } from '../link/gate.ts';
import type { Direction } from '../link/link-conditions.ts';
import { flowOf, type Flow } from './flow.ts';
import type { Refusal } from './refusal.ts';

/** How a router keeps the connections it translates. */
export interface NatSettings {
  /** Nothing passes for so long: a TCP connection is forgotten. Default: never. */
  readonly tcpIdleNs?: Duration;
  /** Nothing passes for so long: a UDP exchange is forgotten. Default: never. */
  readonly udpIdleNs?: Duration;
  /** What becomes of TCP segments of a connection it does not know. Default: silence. */
  readonly answer?: Refusal;
}

const entriesTidy = 64;

/**
 * The table of a router that translates addresses. What goes out makes an
 * entry, but for TCP a SYN only; what comes in needs one. The addresses stay
 * as they are: the far side of the router is not looked at.
 */
export class Nat {
  private settings: NatSettings = {};
  /** When each flow was last seen. */
  private readonly entries = new Map<string, Instant>();
  /** Flows that are not in the table were there before it, and were last seen then. */
  private knowsAllUntil: Instant | undefined;
  private tidyAbove = entriesTidy;
  private isAtWork = false;

  get isOn(): boolean {
    return this.isAtWork;
  }

  get answer(): Refusal {
    return this.settings.answer ?? 'silence';
  }

  /** Translates from now on; what is connected stays so. */
  on(settings: NatSettings, now: Instant): void {
    this.settings = settings;
    if (!this.isAtWork) this.knowsAllUntil = now;
    this.isAtWork = true;
  }

  /** Lets everything through, and forgets. */
  off(): void {
    this.isAtWork = false;
    this.settings = {};
    this.entries.clear();
  }

  /** Forgets every flow, as in a restart. */
  flush(answer: Refusal = this.answer): void {
    this.isAtWork = true;
    this.settings = { ...this.settings, answer };
    this.entries.clear();
    this.knowsAllUntil = undefined;
  }

  /** Whether a packet belongs to nothing it knows; what it lets through is known from then on. */
  stops(packet: Packet, direction: Direction, at: Instant): boolean {
    const flow = this.isAtWork ? flowOf(packet, direction) : undefined;
    if (flow === undefined) return false;
    const key = keyOf(flow);
    const seenAt = this.entries.get(key) ?? this.knowsAllUntil;
    const isKnown = seenAt !== undefined && at - seenAt < this.idleNs(flow);
    if (!isKnown && !opens(packet, direction)) return true;
    if (isReset(packet)) {
      this.entries.delete(key);
      return false;
    }
    this.entries.set(key, at);
    if (this.entries.size > this.tidyAbove) this.tidy(at);
    return false;
  }

  private idleNs({ protocol }: Flow): Duration {
    const { tcpIdleNs, udpIdleNs } = this.settings;
    return (protocol === 'tcp' ? tcpIdleNs : udpIdleNs) ?? Infinity;
  }

  /** Takes out what has been idle for too long; the bound grows with what is left. */
  private tidy(now: Instant): void {
    const { tcpIdleNs = Infinity, udpIdleNs = Infinity } = this.settings;
    for (const [key, seenAt] of this.entries) {
      if (now - seenAt >= (key.startsWith('tcp') ? tcpIdleNs : udpIdleNs)) this.entries.delete(key);
    }
    this.tidyAbove = Math.max(entriesTidy, 2 * this.entries.size);
  }
}

function keyOf({ protocol, inside, outside }: Flow): string {
  return `${protocol} ${inside.address}:${inside.port} ${outside.address}:${outside.port}`;
}

function opens({ segment }: Packet, direction: Direction): boolean {
  if (direction === 'towardsModule') return false;
  return segment === undefined || (segment.flags & (syn | ack | rst)) === syn;
}

function isReset({ segment }: Packet): boolean {
  return segment !== undefined && (segment.flags & rst) !== 0;
}
