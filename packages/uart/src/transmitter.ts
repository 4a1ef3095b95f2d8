import type { Instant, Kernel } from '@w800/kernel';
import type { Framing } from './framing.ts';
import { Run, type Arrival } from './run.ts';

const none: readonly Arrival[] = [];

/**
 * One direction of the line, seen from the end that sends: what has been
 * queued and when each byte is on its way. Nothing is stepped; whoever
 * receives asks what is complete, and is told when the plan has changed.
 */
export class Transmitter {
  private readonly kernel: Kernel;
  private current: Framing;
  private pendingRuns: Run[] = [];
  private lastEndAt: Instant = 0;
  private changed: () => void = () => {};

  constructor(kernel: Kernel, framing: Framing) {
    this.kernel = kernel;
    this.current = framing;
  }

  /** How bytes that have not begun yet will leave. */
  get framing(): Framing {
    return this.current;
  }

  /** When the last queued byte is complete; now or earlier when the line is idle. */
  get endAt(): Instant {
    return this.lastEndAt;
  }

  /** What nobody has taken yet, in order. */
  get runs(): readonly Run[] {
    return this.pendingRuns;
  }

  /** Sets the one receiver's interest in new plans. */
  onChange(changed: () => void): void {
    this.changed = changed;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.append(bytes);
    this.changed();
  }

  /** Changes the framing of every byte that has not begun yet. */
  configure(framing: Framing): void {
    this.current = framing;
    const unsent = this.cutAt((run) => run.begunAt(this.kernel.now));
    for (const bytes of unsent) this.append(bytes);
    if (unsent.length > 0) this.changed();
  }

  /** Drops every byte that has not begun yet. */
  discard(): void {
    const unsent = this.cutAt((run) => run.begunAt(this.kernel.now));
    if (unsent.length > 0) this.changed();
  }

  /** Falls silent: bytes that are not complete never arrive. */
  cut(): void {
    const unsent = this.cutAt((run) => run.completeAt(this.kernel.now));
    this.lastEndAt = Math.min(this.lastEndAt, this.kernel.now);
    if (unsent.length > 0) this.changed();
  }

  /** When the byte began that has that many bytes behind it; undefined if it is long gone. */
  startOfByteBefore(bytesBehind: number): Instant | undefined {
    let index = -1 - bytesBehind;
    for (let place = this.pendingRuns.length - 1; place >= 0; place -= 1) {
      const run = this.pendingRuns[place] as Run;
      index += run.count;
      if (index >= 0) return run.startOf(index);
    }
    return undefined;
  }

  /** Takes what is complete at this instant, one arrival a run. */
  takeComplete(): readonly Arrival[] {
    if (this.pendingRuns.length === 0) return none;
    return this.takeEach((run) => run.completeAt(this.kernel.now));
  }

  /** Takes what is complete or in mid-frame: a receiver that was deaf makes nothing of it. */
  discardBegun(): void {
    // A byte that begins at this very instant is still heard in full.
    this.takeEach((run) => run.begunAt(this.kernel.now - 1));
  }

  /** Takes the bytes of the first run before an index. */
  takeFirst(index: number): Arrival | undefined {
    const arrival = this.pendingRuns[0]?.takeUntil(index);
    this.forgetEmptyRuns();
    return arrival;
  }

  private append(bytes: Uint8Array): void {
    const last = this.pendingRuns.at(-1);
    const busy = this.lastEndAt > this.kernel.now;
    if (busy && last?.framing === this.current) {
      last.push(bytes);
      this.lastEndAt = last.endAt;
      return;
    }
    const run = new Run(Math.max(this.lastEndAt, this.kernel.now), this.current);
    run.push(bytes);
    this.pendingRuns.push(run);
    this.lastEndAt = run.endAt;
  }

  private takeEach(indexOf: (run: Run) => number): readonly Arrival[] {
    const arrivals: Arrival[] = [];
    for (const run of this.pendingRuns) {
      const arrival = run.takeUntil(indexOf(run));
      if (arrival !== undefined) arrivals.push(arrival);
    }
    this.forgetEmptyRuns();
    return arrivals;
  }

  private cutAt(indexOf: (run: Run) => number): readonly Uint8Array[] {
    const dropped: Uint8Array[] = [];
    for (const run of this.pendingRuns) {
      const rest = run.cutFrom(Math.max(run.taken, indexOf(run)));
      if (rest.length === 0) continue;
      dropped.push(rest);
      this.lastEndAt = Math.min(this.lastEndAt, run.endAt);
    }
    this.forgetEmptyRuns();
    return dropped;
  }

  private forgetEmptyRuns(): void {
    for (const run of this.pendingRuns) {
      if (run.taken < run.count) continue;
      this.pendingRuns = this.pendingRuns.filter(({ taken, count }) => taken < count);
      return;
    }
  }
}
