import { second, type Duration, type Instant } from '@w800/kernel';

/** How long a frame may be under way over links without conditions. */
const plainJourneyNs = 180 * second;

/** When a link was silent, as long as something under way may have met with it. */
export class Silences {
  private past: { readonly from: Instant; readonly to: Instant }[] = [];
  private since: Instant | undefined;
  private memoryNs: Duration = plainJourneyNs;

  get isSilent(): boolean {
    return this.since !== undefined;
  }

  begin(now: Instant): void {
    this.since ??= now;
    const [oldest] = this.past;
    if (oldest === undefined || oldest.to + this.memoryNs >= now) return;
    this.past = this.past.filter(({ to }) => to + this.memoryNs >= now);
  }

  end(now: Instant): void {
    if (this.since !== undefined) this.past.push({ from: this.since, to: now });
    this.since = undefined;
  }

  /** Something is under way for so long. */
  remember(forNs: Duration): void {
    this.memoryNs = Math.max(this.memoryNs, forNs);
  }

  /** Whether there was one between two past instants. */
  touch(from: Instant, to: Instant): boolean {
    if (this.since !== undefined && this.since <= to) return true;
    for (let index = this.past.length - 1; index >= 0; index -= 1) {
      const silence = this.past[index];
      if (silence === undefined || silence.to <= from) return false;
      if (silence.from <= to) return true;
    }
    return false;
  }
}
