import type { Duration, Instant } from '@w800/kernel';

interface BusyTime {
  readonly from: Instant;
  to: Instant;
}

const blocksTidy = 16;

/**
 * When a transmitter sends, so that no two packets are on it at a time. A
 * packet's way is worked out when it is sent, and one that is sent later may
 * be here earlier; it gets the first gap it fits into.
 */
export class BusyTimes {
  /** In order, apart from each other. Mostly there is one: what waits is one block. */
  private blocks: BusyTime[] = [];
  private tidyAbove = blocksTidy;

  /** When a packet that is here at an instant and needs some time can begin. */
  gapAt(entry: Instant, needsNs: Duration): Instant {
    const last = this.blocks.at(-1);
    if (last === undefined || last.to <= entry) return entry;
    if (last.from <= entry) return last.to;
    let start = entry;
    for (const { from, to } of this.blocks) {
      if (to <= start) continue;
      if (from - start >= needsNs) break;
      start = to;
    }
    return start;
  }

  /** @param now nothing will be asked for before it any more */
  occupy(start: Instant, needsNs: Duration, now: Instant): void {
    const end = start + needsNs;
    const last = this.blocks.at(-1);
    if (last === undefined || last.to < start) {
      if (last !== undefined && last.to <= now) this.blocks.length = 0;
      this.blocks.push({ from: start, to: end });
    } else if (last.to === start) {
      last.to = end;
    } else {
      const next = this.blocks.findIndex(({ from }) => from >= end);
      this.blocks.splice(next, 0, { from: start, to: end });
    }
    if (this.blocks.length > this.tidyAbove) this.tidy(now);
  }

  /** The bound grows with what is left, so that tidying costs little for each packet. */
  private tidy(now: Instant): void {
    this.blocks = this.blocks.filter(({ to }) => to > now);
    this.tidyAbove = Math.max(blocksTidy, 2 * this.blocks.length);
  }
}
