import type { Instant, Kernel } from '@w800/kernel';
import { ByteQueue } from './byte-queue.ts';
import type { Framing } from './framing.ts';
import { Interference, type Span } from './interference.ts';
import { Run, type Arrival } from './run.ts';

/** Which of a number of bits arrive as their opposite. */
type Noise = (bits: number) => readonly number[];

const none: readonly Arrival[] = [];
/** How long after the last thing that was wrong a receiver may still be in the midst of it. */
const framesToSettle = 2;

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
  /** Absent as long as nobody ever interfered. */
  private wire: Interference | undefined;
  private noise: Noise | undefined;
  private spoiltUntil: Instant = -Infinity;
  /** What must not begin to leave; undefined when all may. */
  private held: ByteQueue | undefined;

  constructor(kernel: Kernel, framing: Framing) {
    this.kernel = kernel;
    this.current = framing;
  }

  /** How bytes that have not begun yet will leave. */
  get framing(): Framing {
    return this.current;
  }

  /**
   * When the last queued byte is complete; now or earlier when the line is idle.
   * Of bytes that are held: when it would be if they were let go now.
   */
  get endAt(): Instant {
    const { heldBytes } = this;
    if (heldBytes === 0) return this.lastEndAt;
    const { clock, frameBits } = this.current;
    return Math.max(this.lastEndAt, this.kernel.now) + clock.span(heldBytes * frameBits);
  }

  /** Whether bytes wait until they may leave. */
  get isHeld(): boolean {
    return this.heldBytes > 0;
  }

  /** What disturbs the wire, if anything. */
  get interference(): Interference | undefined {
    return this.wire;
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
    if (this.held !== undefined) {
      this.held.push(bytes);
      return;
    }
    this.append(bytes);
    this.changed();
  }

  /** Lets no further byte begin. */
  hold(): void {
    if (this.held !== undefined) return;
    const unsent = this.cutAt((run) => run.begunAt(this.kernel.now));
    this.held = new ByteQueue();
    for (const bytes of unsent) this.held.push(bytes);
    if (unsent.length > 0) this.changed();
  }

  /** Lets bytes leave again. */
  release(): void {
    const { held } = this;
    this.held = undefined;
    if (held === undefined || held.length === 0) return;
    this.append(held.take(held.length));
    this.changed();
  }

  /** Flips bits of every byte that has not begun yet. */
  disturb(noise: Noise | undefined): void {
    if (noise === this.noise) return;
    this.wire ??= new Interference();
    this.noise = noise;
    this.configure(this.current);
  }

  /** Holds the wire at a level from now on; for ever when no end is given. */
  interfere(effect: 'low' | 'high', to: Instant = Infinity): Span {
    const span = { from: this.kernel.now, to, effect };
    this.overlay([span]);
    return span;
  }

  /** Adds stretches, none before now, in which something else drives the wire. */
  overlay(spans: readonly Span[]): void {
    this.wire ??= new Interference();
    this.spoil();
    this.wire.add(spans);
    this.changed();
  }

  /** Lets go of the wire. */
  endInterference(span: Span): void {
    this.wire?.end(span, this.kernel.now);
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
    this.held?.clear();
    const unsent = this.cutAt((run) => run.begunAt(this.kernel.now));
    if (unsent.length > 0) this.changed();
  }

  /** Falls silent: bytes that are not complete never arrive. */
  cut(): void {
    this.held?.clear();
    const unsent = this.cutAt((run) => run.completeAt(this.kernel.now));
    this.lastEndAt = Math.min(this.lastEndAt, this.kernel.now);
    if (unsent.length > 0) this.changed();
  }

  /**
   * When the byte begins that has that many bytes behind it; undefined if it
   * is long gone, Infinity if it is held.
   */
  startOfByteBefore(bytesBehind: number): Instant | undefined {
    const { heldBytes } = this;
    if (heldBytes > bytesBehind) return Infinity;
    let index = heldBytes - 1 - bytesBehind;
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

  private get heldBytes(): number {
    return this.held?.length ?? 0;
  }

  private append(bytes: Uint8Array): void {
    const { wire } = this;
    if (wire === undefined) this.place(bytes, false);
    else this.appendDisturbed(bytes, wire);
  }

  /** What comes before the first flip is whole, unless the wire has not settled yet. */
  private appendDisturbed(bytes: Uint8Array, wire: Interference): void {
    const { clock, frameBits } = this.current;
    const startAt = Math.max(this.lastEndAt, this.kernel.now);
    const settledAt =
      Math.max(wire.endAt, this.spoiltUntil) + clock.span(framesToSettle * frameBits);
    const flips = this.noise?.(bytes.length * frameBits) ?? [];
    if (flips.length === 0 && startAt >= settledAt) {
      if (wire.isEmpty && this.noise === undefined) this.wire = undefined;
      this.place(bytes, false);
      return;
    }
    const firstFlip = flips[0] ?? 0;
    const wholeBytes = startAt < settledAt ? 0 : Math.floor(firstFlip / frameBits);
    if (wholeBytes > 0) this.place(bytes.subarray(0, wholeBytes), false);
    const run = this.place(bytes.subarray(wholeBytes), true);
    const before = (run.count - bytes.length) * frameBits;
    wire.add(
      flips.map((bit) => ({
        from: run.startOfBit(before + bit),
        to: run.startOfBit(before + bit + 1),
        effect: 'flip',
      })),
    );
    this.spoiltUntil = this.lastEndAt;
  }

  /** @returns the run that has them as its last bytes */
  private place(bytes: Uint8Array, spoilt: boolean): Run {
    const last = this.pendingRuns.at(-1);
    const busy = this.lastEndAt > this.kernel.now;
    if (busy && last?.framing === this.current && last.spoilt === spoilt) {
      last.push(bytes);
      this.lastEndAt = last.endAt;
      return last;
    }
    const run = new Run(Math.max(this.lastEndAt, this.kernel.now), this.current, spoilt);
    run.push(bytes);
    this.pendingRuns.push(run);
    this.lastEndAt = run.endAt;
    return run;
  }

  /** Has everything that is not complete sampled from now on. */
  private spoil(): void {
    const runs: Run[] = [];
    for (const run of this.pendingRuns) {
      const from = Math.max(run.taken, run.completeAt(this.kernel.now));
      const rest = run.spoilt ? undefined : run.cutFrom(from);
      if (run.taken < run.count) runs.push(run);
      if (rest === undefined || rest.length === 0) continue;
      const spoilt = new Run(run.startOf(from), run.framing, true);
      spoilt.push(rest);
      runs.push(spoilt);
      this.lastEndAt = spoilt.endAt;
      this.spoiltUntil = spoilt.endAt;
    }
    this.pendingRuns = runs;
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
    if (dropped.length > 0) this.wire?.dropFlips(this.lastEndAt);
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
