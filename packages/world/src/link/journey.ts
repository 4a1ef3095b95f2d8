import type { Instant, Kernel } from '@w800/kernel';
import { linkDrop } from './link.ts';
import type { Parcel } from './parcel.ts';
import type { DropReason } from './shaper.ts';
import type { Way } from './way.ts';

/**
 * One parcel on a way that is not plain. What becomes of it on every link is
 * worked out when it is sent; only silence is found at its end, as it may
 * begin meanwhile.
 */
export class Journey {
  private readonly kernel: Kernel;
  private readonly path: Way;
  private readonly parcel: Parcel;
  private readonly sentAt: Instant;

  constructor(kernel: Kernel, path: Way, parcel: Parcel) {
    this.kernel = kernel;
    this.path = path;
    this.parcel = parcel;
    this.sentAt = kernel.now;
  }

  begin(): void {
    this.go([this.sentAt], false);
  }

  /**
   * @param times when it is at the beginning of each link so far
   * @param isSecond whether it is one too many
   */
  private go(times: Instant[], isSecond: boolean): void {
    const { path, parcel } = this;
    for (let index = times.length - 1; index < path.length; index += 1) {
      const entry = times[index] ?? this.sentAt;
      const before = this.stopped(index, 'towardsServers', entry);
      if (before !== undefined) return this.drop(index, before, entry, isSecond);
      const crossing = path.linkAt(index).cross(path.directionAt(index), entry, this.ipBytes);
      if ('dropped' in crossing) return this.drop(index, crossing.dropped, entry, isSecond);
      const { exitAt, againAt } = crossing;
      if (againAt !== undefined && parcel.arrivedAgain !== undefined) {
        this.go([...times, againAt], true);
      }
      times.push(exitAt);
      const behind = this.stopped(index, 'towardsModule', exitAt);
      if (behind !== undefined) return this.drop(index, behind, exitAt, isSecond);
    }
    this.arriveAfter(times, isSecond);
  }

  private get ipBytes(): number {
    return this.parcel.packet.ipBytes;
  }

  /** A gate stands on the modules' side of its link. */
  private stopped(
    index: number,
    direction: 'towardsServers' | 'towardsModule',
    at: Instant,
  ): DropReason | undefined {
    const { path, parcel } = this;
    const { gate } = path.linkAt(index);
    if (gate === undefined || path.isFree || path.directionAt(index) !== direction) {
      return undefined;
    }
    return gate.stops(parcel.packet, direction, at);
  }

  private arriveAfter(times: readonly Instant[], isSecond: boolean): void {
    const at = times[this.path.length] ?? this.sentAt;
    for (let index = 0; index < this.path.length; index += 1) {
      this.path.linkAt(index).remember(at - this.sentAt);
    }
    this.kernel.at(at, () => {
      const cut = this.cutBy(times);
      if (cut !== undefined) this.report(cut, 'silence', isSecond);
      else if (isSecond) this.parcel.arrivedAgain?.();
      else this.parcel.arrived();
    });
  }

  private cutBy(times: readonly Instant[]): number | undefined {
    for (let index = 0; index < this.path.length; index += 1) {
      const entry = times[index] ?? this.sentAt;
      if (this.path.linkAt(index).wasSilent(entry, times[index + 1] ?? entry)) return index;
    }
    return undefined;
  }

  private drop(index: number, reason: DropReason, at: Instant, isSecond: boolean): void {
    if (at === this.kernel.now) this.report(index, reason, isSecond);
    else this.kernel.at(at, () => this.report(index, reason, isSecond));
  }

  private report(index: number, reason: DropReason, isSecond: boolean): void {
    const { path, parcel, kernel } = this;
    if (kernel.trace.wants(linkDrop)) {
      kernel.trace.emit(linkDrop, {
        link: path.linkAt(index).name,
        direction: path.directionAt(index),
        reason,
        ipBytes: this.ipBytes,
      });
    }
    if (!isSecond) parcel.lost();
  }
}
