import { second, type Duration, type Instant, type Random } from '@w800/kernel';
import { BusyTimes } from './busy-times.ts';
import type { BurstLoss, LinkConditions } from './link-conditions.ts';

/** Why a packet went no further. */
export type DropReason = 'silence' | 'loss' | 'queue' | 'mtu' | 'nat' | 'filter' | 'portal';

/** What becomes of a packet that enters a link. */
export type Crossing =
  | {
      readonly exitAt: Instant;
      /** When a second one of it comes out. */
      readonly againAt: Instant | undefined;
    }
  | { readonly dropped: DropReason };

export interface ShaperOptions {
  readonly random: Random;
  /** Of a link without conditions. */
  readonly latencyNs: Duration;
  /** What each packet costs on this link beside itself. */
  readonly overheadBytes: number;
  /** How long a packet is held back that others shall overtake. */
  readonly holdNs: Duration;
}

const wholeMillion = 1_000_000;

/** One direction of a link that is not plain. Draws only for what it does. */
export class Shaper {
  private readonly options: ShaperOptions;
  private conditions: LinkConditions = {};
  private readonly busy = new BusyTimes();
  private isBare = true;
  private isBad = false;
  private lastEntry: Instant = 0;
  private lastExit: Instant = 0;

  constructor(options: ShaperOptions) {
    this.options = options;
  }

  /** What is under way stays as it is. */
  set(conditions: LinkConditions): void {
    this.conditions = conditions;
    this.isBare = Object.keys(conditions).length === 0;
    if (conditions.burstLoss === undefined) this.isBad = false;
  }

  /** Whether it does nothing any more, and what it delayed is through. */
  isOver(now: Instant): boolean {
    return this.isBare && this.lastExit <= now;
  }

  /**
   * @param entry when the packet is here; not always in order from call to call
   * @param ipBytes its size from the IP header on
   * @param now nothing enters before it any more
   */
  cross(entry: Instant, ipBytes: number, now: Instant): Crossing {
    const { conditions } = this;
    if (ipBytes > (conditions.mtuBytes ?? Infinity)) return { dropped: 'mtu' };
    if (this.isLost()) return { dropped: 'loss' };
    const sentAt = this.send(entry, ipBytes, now);
    if (sentAt === undefined) return { dropped: 'queue' };
    const exitAt = this.deliver(entry, sentAt);
    if (!this.happens(conditions.duplicatePpm)) return { exitAt, againAt: undefined };
    const againSentAt = this.send(sentAt, ipBytes, now);
    return {
      exitAt,
      againAt: againSentAt === undefined ? undefined : this.deliver(entry, againSentAt),
    };
  }

  private isLost(): boolean {
    const { lossPpm, burstLoss } = this.conditions;
    const inBurst = burstLoss !== undefined && this.isLostInBurst(burstLoss);
    return this.happens(lossPpm) || inBurst;
  }

  private isLostInBurst({ beginPpm, endPpm, lossPpm }: BurstLoss): boolean {
    if (this.happens(this.isBad ? endPpm : beginPpm)) this.isBad = !this.isBad;
    return this.isBad && this.happens(lossPpm ?? wholeMillion);
  }

  /** When its last bit leaves the transmitter; undefined: the queue is full. */
  private send(entry: Instant, ipBytes: number, now: Instant): Instant | undefined {
    const { bitsPerSecond, queueBytes } = this.conditions;
    if (bitsPerSecond === undefined) return entry;
    const bytes = ipBytes + this.options.overheadBytes;
    const needsNs = Math.ceil((bytes * 8 * second) / bitsPerSecond);
    const start = this.busy.gapAt(entry, needsNs);
    if (start > entry && queueBytes !== undefined) {
      // What waits is what the transmitter sends until this packet is out.
      const queueNs = Math.floor((queueBytes * 8 * second) / bitsPerSecond);
      if (start - entry + needsNs > queueNs) return undefined;
    }
    this.busy.occupy(start, needsNs, now);
    return start + needsNs;
  }

  /** When it is out at the other end. */
  private deliver(entry: Instant, sentAt: Instant): Instant {
    const { latencyNs = this.options.latencyNs, jitterNs = 0, reorderPpm } = this.conditions;
    const { heldUntil = 0 } = this.conditions;
    const lateNs = jitterNs === 0 ? 0 : this.options.random.integer(0, jitterNs);
    const exit = Math.max(sentAt + latencyNs + lateNs, heldUntil);
    if (this.happens(reorderPpm)) return exit + this.options.holdNs;
    // Only what was here before is in the way.
    if (entry < this.lastEntry) return exit;
    this.lastEntry = entry;
    this.lastExit = Math.max(exit, this.lastExit);
    return this.lastExit;
  }

  private happens(ppm: number | undefined): boolean {
    if (ppm === undefined || ppm === 0) return false;
    return ppm === wholeMillion || this.options.random.chance(ppm, wholeMillion);
  }
}
