import type { Instant } from '@w800/kernel';

interface Flip {
  readonly from: Instant;
  /** The first instant behind it. */
  readonly to: Instant;
}

/** How many forgotten flips may stand in front before they are thrown away. */
const forgottenMax = 1024;

/** Stretches of time that do not overlap, in order. Whoever looks, looks near the first. */
export class FlipQueue {
  private flips: Flip[] = [];
  private head = 0;

  get length(): number {
    return this.flips.length - this.head;
  }

  push(flip: Flip): void {
    this.flips.push(flip);
  }

  covers(instant: Instant): boolean {
    const flip = this.firstEndingBehind(instant);
    return flip !== undefined && flip.from <= instant;
  }

  /** The first instant from this one on at which a flip begins or ends. */
  edgeFrom(instant: Instant): Instant | undefined {
    // One that ends at this very instant has its edge there.
    const flip = this.firstEndingBehind(instant - 1);
    if (flip === undefined) return undefined;
    return flip.from >= instant ? flip.from : flip.to;
  }

  /** Forgets what was over before an instant. */
  forget(now: Instant): void {
    while ((this.flips[this.head]?.to ?? Infinity) < now) this.head += 1;
    if (this.head < forgottenMax) return;
    this.flips = this.flips.slice(this.head);
    this.head = 0;
  }

  /** Drops what begins at an instant or later. */
  dropFrom(from: Instant): void {
    while (this.length > 0 && (this.flips.at(-1)?.from ?? -Infinity) >= from) this.flips.pop();
  }

  private firstEndingBehind(instant: Instant): Flip | undefined {
    let index = this.head;
    while ((this.flips[index]?.to ?? Infinity) <= instant) index += 1;
    return this.flips[index];
  }
}
