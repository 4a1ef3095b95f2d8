import type { Instant } from '@w800/kernel';
import { canReceive, parityOf, type Framing } from './framing.ts';
import type { Interference } from './interference.ts';
import type { Run } from './run.ts';

/** What a receiver took for a frame. */
export interface SampledFrame {
  readonly byte: number;
  /** The fall it took for a start bit. */
  readonly startedAt: Instant;
  /** When it looked at the stop bit and was done. */
  readonly endedAt: Instant;
  /** What the receiver found wrong; the first of these where it is several. */
  readonly fault: 'break' | 'framing' | 'parity' | undefined;
}

/** A line as far as it is known. */
interface PlannedLine {
  /** What is on it and what is queued for it, in order. */
  readonly runs: readonly Run[];
  /** What disturbs it, if anything. */
  readonly interference?: Interference | undefined;
}

const none: readonly SampledFrame[] = [];

/** How far a receiver has come. */
interface Progress {
  /** Everything on the line before this instant has been looked at. */
  from: Instant;
  /** Of the line just before `from`. */
  level: number;
  /** Start of the frame it is in. */
  startedAt: Instant | undefined;
  /** Levels of that frame so far, from the start bit on. */
  levels: readonly number[];
}

/**
 * A receiver at work on a line that is set otherwise than it expects: a fall
 * of the line begins a frame, which is sampled in the middle of each bit at
 * the receiver's own pace. What comes of it is garbage, but always the same.
 *
 * Nobody documents this part of the W800; assumed is what UARTs do: a start
 * bit that is not low in its middle is none, the first stop bit alone is
 * looked at, after one that was low the line must rise before the next frame,
 * and the word is delivered whatever was wrong with it.
 *
 * Frames begin in runs the receiver cannot make out; those it can are not its
 * business. The line before an instant may be forgotten after `advance`.
 */
export class Sampler {
  private readonly line: PlannedLine;
  private readonly tolerancePerMille: number;
  private framing: Framing;
  /** A framing that was found to be made out, so as not to work that out again. */
  private known: Framing | undefined;
  private progress: Progress = { from: 0, level: 1, startedAt: undefined, levels: [] };

  constructor(line: PlannedLine, framing: Framing, tolerancePerMille: number) {
    this.line = line;
    this.framing = framing;
    this.tolerancePerMille = tolerancePerMille;
  }

  /** Begins anew, with another framing, on the line as it is now. */
  reset(framing: Framing, now: Instant): void {
    this.framing = framing;
    this.known = undefined;
    const level = this.levelAt(now - 1);
    this.progress = { from: now, level, startedAt: undefined, levels: [] };
  }

  /** The frame that will be complete next, as things stand. */
  next(): SampledFrame | undefined {
    if (this.isIdle) return undefined;
    const progress = { ...this.progress };
    return this.sample(progress, Infinity);
  }

  /** Samples up to an instant, and gives the frames that are complete by then. */
  advance(to: Instant): readonly SampledFrame[] {
    if (this.isIdle) return none;
    const frames: SampledFrame[] = [];
    let frame = this.sample(this.progress, to);
    while (frame !== undefined) {
      frames.push(frame);
      frame = this.sample(this.progress, to);
    }
    this.line.interference?.forget(to);
    return frames;
  }

  /** Nothing is under way and nothing to come. */
  private get isIdle(): boolean {
    if (this.progress.startedAt !== undefined) return false;
    if (this.line.interference?.isEmpty === false) return false;
    for (const run of this.line.runs) if (this.isForeign(run)) return false;
    return true;
  }

  private isForeign({ framing, spoilt }: Run): boolean {
    if (spoilt) return true;
    if (framing === this.known) return false;
    const isForeign = !canReceive(framing, this.framing, this.tolerancePerMille);
    if (!isForeign) this.known = framing;
    return isForeign;
  }

  /** Goes on to the end of a frame or to the limit, whichever is first. */
  private sample(progress: Progress, limit: Instant): SampledFrame | undefined {
    for (;;) {
      progress.startedAt ??= this.nextFall(progress, limit);
      const { startedAt } = progress;
      if (startedAt === undefined) return undefined;
      const at = startedAt + this.framing.clock.middle(progress.levels.length);
      if (at > limit) return undefined;
      progress.level = this.levelAt(at);
      progress.from = at + 1;
      progress.levels = [...progress.levels, progress.level];
      const isFalseStart = progress.levels[0] === 1;
      if (!isFalseStart && progress.levels.length < this.sampledBits) continue;
      const { levels } = progress;
      progress.startedAt = undefined;
      progress.levels = [];
      if (!isFalseStart) return this.frameOf(levels, startedAt, at);
    }
  }

  /** A frame up to its first stop bit. */
  private get sampledBits(): number {
    const { dataBits, parity } = this.framing.settings;
    return 2 + dataBits + (parity === 'none' ? 0 : 1);
  }

  private nextFall(progress: Progress, limit: Instant): Instant | undefined {
    const { interference } = this.line;
    const fallAt =
      interference === undefined || interference.isEmpty
        ? this.nextDrivenFall(progress, limit)
        : this.nextDisturbedFall(progress, limit, interference);
    // Nothing begins up to the limit.
    if (fallAt === undefined && limit >= progress.from && limit < Infinity) {
      progress.level = this.levelAt(limit);
      progress.from = limit + 1;
      this.keepBegunByte(progress, limit);
    }
    return fallAt;
  }

  /** A byte that is whole so far is begun anew when something disturbs the rest of it. */
  private keepBegunByte(progress: Progress, limit: Instant): void {
    for (const run of this.line.runs) {
      if (limit < run.startAt || limit >= run.endAt || this.isForeign(run)) continue;
      progress.from = run.startOf(run.completeAt(limit));
      progress.level = 1;
    }
  }

  /** A fall that the sender alone makes. */
  private nextDrivenFall(progress: Progress, limit: Instant): Instant | undefined {
    for (const run of this.line.runs) {
      if (!this.isForeign(run) || run.endAt <= progress.from) continue;
      const fallAt = run.fallFrom(progress.from, progress.level);
      if (fallAt !== undefined && fallAt <= limit) return fallAt;
      if (fallAt !== undefined) break;
    }
    return undefined;
  }

  /** Looks at every instant at which the wire may change. */
  private nextDisturbedFall(
    progress: Progress,
    limit: Instant,
    interference: Interference,
  ): Instant | undefined {
    let { from, level } = progress;
    for (;;) {
      let at = interference.changeFrom(from) ?? Infinity;
      for (const run of interference.holds(from) ? [] : this.line.runs) {
        if (this.isForeign(run)) at = Math.min(at, run.edgeFrom(from) ?? Infinity);
      }
      if (at > limit || at === Infinity) return undefined;
      const next = this.levelAt(at, true);
      if (level === 1 && next === 0) return at;
      level = next;
      from = at + 1;
    }
  }

  /** @param foreignOnly takes what the receiver makes out by itself for an idle line */
  private levelAt(instant: Instant, foreignOnly = false): number {
    const driven = this.drivenLevelAt(instant, foreignOnly);
    return this.line.interference?.levelAt(instant, driven) ?? driven;
  }

  private drivenLevelAt(instant: Instant, foreignOnly: boolean): number {
    for (const run of this.line.runs) {
      if (instant < run.startAt) return 1;
      if (instant < run.endAt)
        return foreignOnly && !this.isForeign(run) ? 1 : run.levelAt(instant);
    }
    return 1;
  }

  private frameOf(levels: readonly number[], startedAt: Instant, endedAt: Instant): SampledFrame {
    const { dataBits, parity } = this.framing.settings;
    let byte = 0;
    for (let bit = 0; bit < dataBits; bit += 1) byte |= (levels[bit + 1] ?? 1) << bit;
    const stop = levels.at(-1);
    const parityHolds = parity === 'none' || levels[dataBits + 1] === parityOf(byte, parity);
    const whole = levels.includes(1) ? 'framing' : 'break';
    const fault = stop === 0 ? whole : parityHolds ? undefined : 'parity';
    return { byte, startedAt, endedAt, fault };
  }
}
