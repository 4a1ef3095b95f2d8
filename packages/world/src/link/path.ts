import type { Instant, Kernel } from '@w800/kernel';
import type { Packet } from './gate.ts';
import { Journey } from './journey.ts';
import type { Direction } from './link-conditions.ts';
import { linkDrop, type Link } from './link.ts';
import type { Parcel } from './parcel.ts';
import type { Way } from './way.ts';

/** A way through links in order. One event a frame, however many links there are. */
export class Path implements Way {
  readonly isFree: boolean;
  private readonly kernel: Kernel;
  private readonly links: readonly Link[];
  private readonly outward: number;

  /**
   * @param outward how many links lead away from where it begins, as the others lead to where it
   *   ends: all, unless it is said
   */
  constructor(kernel: Kernel, links: readonly Link[], outward = links.length, isFree = false) {
    this.kernel = kernel;
    this.links = links;
    this.outward = outward;
    this.isFree = isFree;
  }

  /**
   * The way from one place to another. Both are given by the links between
   * them and the servers' side of the world, nearest first; what they share
   * is not travelled.
   */
  static between(kernel: Kernel, from: readonly Link[], to: readonly Link[], isFree = false): Path {
    let shared = 0;
    while (shared < from.length && shared < to.length) {
      if (from[from.length - 1 - shared] !== to[to.length - 1 - shared]) break;
      shared += 1;
    }
    const out = from.slice(0, from.length - shared);
    const back = to.slice(0, to.length - shared).toReversed();
    return new Path(kernel, [...out, ...back], out.length, isFree);
  }

  get length(): number {
    return this.links.length;
  }

  linkAt(index: number): Link {
    return this.links[index] ?? this.kernel.fail('a path is asked for its own links');
  }

  /** Which way a link is taken. A server's own leads towards the modules on the way out. */
  directionAt(index: number): Direction {
    const isOutward = index < this.outward;
    return isOutward === this.linkAt(index).isServers ? 'towardsModule' : 'towardsServers';
  }

  /** Sends a frame; one of the two is called as for a parcel. */
  send(arrived: () => void, lost: () => void = nobody, packet: Packet = someFrame): void {
    this.carry({ arrived, lost, packet });
  }

  carry(parcel: Parcel): void {
    const sentAt = this.kernel.now;
    if (this.links[0]?.isUp === false) {
      this.report(0, parcel);
      parcel.lost();
      return;
    }
    let at = sentAt;
    for (const link of this.links) {
      if (!link.isPlain) {
        new Journey(this.kernel, this, parcel).begin();
        return;
      }
      at = link.exitAt(at);
    }
    this.kernel.at(at, () => {
      const cut = this.cutBy(sentAt);
      if (cut === undefined) {
        parcel.arrived();
      } else {
        this.report(cut, parcel);
        parcel.lost();
      }
    });
  }

  /** Which link was silent while a frame of that instant was on it. */
  private cutBy(sentAt: Instant): number | undefined {
    let entry = sentAt;
    for (let index = 0; index < this.links.length; index += 1) {
      const link = this.linkAt(index);
      const exit = link.exitAt(entry);
      if (link.wasSilent(entry, exit)) return index;
      entry = exit;
    }
    return undefined;
  }

  private report(index: number, { packet }: Parcel): void {
    if (!this.kernel.trace.wants(linkDrop)) return;
    this.kernel.trace.emit(linkDrop, {
      link: this.linkAt(index).name,
      direction: this.directionAt(index),
      reason: 'silence',
      ipBytes: packet.ipBytes,
    });
  }
}

/** A frame nobody knows more of: about the size of a DHCP message. */
const someFrame: Packet = { ipBytes: 328 };

function nobody(): void {}
