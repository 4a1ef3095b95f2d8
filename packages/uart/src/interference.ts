import type { Instant } from '@w800/kernel';
import { FlipQueue } from './flip-queue.ts';

/** A stretch of time in which the wire is not at the level its sender drives. */
export interface Span {
  readonly from: Instant;
  /** The first instant behind it; Infinity while it lasts. */
  readonly to: Instant;
  /** Held at a level, or the opposite of what is sent. */
  readonly effect: 'low' | 'high' | 'flip';
}

/**
 * What something other than the sender does to a wire. Flips are many and come
 * in order, so they are kept apart; holds are few.
 */
export class Interference {
  private readonly flips = new FlipQueue();
  /** In the order they were added. */
  private held: readonly Span[] = [];
  private latestEnd: Instant = -Infinity;

  /** The instant behind all that was added: Infinity while one lasts, -Infinity at first. */
  get endAt(): Instant {
    return this.held.some(({ to }) => to === Infinity) ? Infinity : this.latestEnd;
  }

  get isEmpty(): boolean {
    return this.held.length === 0 && this.flips.length === 0;
  }

  /** Adds stretches with at least a nanosecond each; of flips, in order and none twice. */
  add(added: readonly Span[]): void {
    if (added.length === 0) return;
    for (const span of added) if (span.effect === 'flip') this.flips.push(span);
    this.held = [...this.held, ...added.filter(({ effect }) => effect !== 'flip')];
    for (const { to } of added) this.note(to);
  }

  /** Ends a stretch that lasts. One that is over stays as it was. */
  end(span: Span, at: Instant): void {
    if (!this.held.includes(span)) return;
    this.held = this.held.flatMap((other) => {
      if (other !== span) return [other];
      return at > span.from ? [{ ...span, to: at }] : [];
    });
    this.note(at);
  }

  /** The level of the wire where the sender drives it to `level`. Of two holds the newer wins. */
  levelAt(instant: Instant, level: number): number {
    const hold = this.held.findLast(({ from, to }) => from <= instant && instant < to);
    if (hold !== undefined) return hold.effect === 'low' ? 0 : 1;
    return this.flips.covers(instant) ? 1 - level : level;
  }

  /** Whether the wire is held, so that what the sender does makes no difference. */
  holds(instant: Instant): boolean {
    return this.held.some(({ from, to }) => from <= instant && instant < to);
  }

  /** The first instant from this one on at which a stretch begins or ends. */
  changeFrom(instant: Instant): Instant | undefined {
    let first = this.flips.edgeFrom(instant) ?? Infinity;
    for (const { from, to } of this.held) {
      if (from >= instant) first = Math.min(first, from);
      else if (to >= instant) first = Math.min(first, to);
    }
    return first === Infinity ? undefined : first;
  }

  /** Forgets what is over. */
  forget(now: Instant): void {
    this.flips.forget(now);
    if (this.held.some(({ to }) => to < now)) this.held = this.held.filter(({ to }) => to >= now);
  }

  /** Drops the flips of bits that are not sent after all. */
  dropFlips(from: Instant): void {
    this.flips.dropFrom(from);
  }

  private note(end: Instant): void {
    if (end !== Infinity) this.latestEnd = Math.max(this.latestEnd, end);
  }
}
