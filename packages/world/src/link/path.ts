import type { Instant, Kernel } from '@w800/kernel';
import type { Link } from './link.ts';

/** What travels. Exactly one of the two is called, when it arrives or should have. */
export interface Parcel {
  arrived(): void;
  lost(): void;
}

/** A way through links in order. One event a frame, however many links there are. */
export class Path {
  private readonly kernel: Kernel;
  private readonly links: readonly Link[];

  constructor(kernel: Kernel, links: readonly Link[]) {
    this.kernel = kernel;
    this.links = links;
  }

  /**
   * The way from one place to another. Both are given by the links between
   * them and the servers' side of the world, nearest first; what they share
   * is not travelled.
   */
  static between(kernel: Kernel, from: readonly Link[], to: readonly Link[]): Path {
    let shared = 0;
    while (shared < from.length && shared < to.length) {
      if (from[from.length - 1 - shared] !== to[to.length - 1 - shared]) break;
      shared += 1;
    }
    const out = from.slice(0, from.length - shared);
    const back = to.slice(0, to.length - shared).toReversed();
    return new Path(kernel, [...out, ...back]);
  }

  /** Sends a frame; one of the two is called as for a parcel. */
  send(arrived: () => void, lost: () => void = nobody): void {
    this.carry({ arrived, lost });
  }

  carry(parcel: Parcel): void {
    const sentAt = this.kernel.now;
    let at = sentAt;
    for (const link of this.links) at = link.exitAt(at);
    if (this.links[0]?.isUp === false) {
      parcel.lost();
      return;
    }
    this.kernel.at(at, () => {
      if (this.wasCut(sentAt)) parcel.lost();
      else parcel.arrived();
    });
  }

  private wasCut(sentAt: Instant): boolean {
    let entry = sentAt;
    for (const link of this.links) {
      const exit = link.exitAt(entry);
      if (link.wasSilent(entry, exit)) return true;
      entry = exit;
    }
    return false;
  }
}

function nobody(): void {}
