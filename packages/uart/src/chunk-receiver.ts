import type { Alarm, Instant, Kernel } from '@w800/kernel';
import { canReceive, type Framing } from './framing.ts';
import type { Arrival, Run } from './run.ts';
import { Sampler, type SampledFrame } from './sampler.ts';
import type { Transmitter } from './transmitter.ts';

/** A chunk, and whether the receiver could make it out. */
interface Chunk {
  readonly arrival: Arrival;
  readonly heard: boolean;
}

export interface ChunkReceiverOptions {
  readonly line: Transmitter;
  /** How the receiving end is set. */
  readonly framing: Framing;
  readonly tolerancePerMille: number;
  /** Byte values a chunk ends behind. */
  readonly chunkEnds: ReadonlySet<number>;
  /** At least 1. */
  readonly chunkBytesMax: number;
  /** Called for every chunk, each in an event of its own. */
  readonly deliver: (arrival: Arrival, heard: boolean) => void;
  /** Called for every frame that comes of bytes that were not heard, likewise. */
  readonly deliverSampled: (frame: SampledFrame) => void;
}

/**
 * The far end of a line as someone reading along sees it: bytes come in
 * chunks, each at the instant its last byte is complete. A chunk ends behind
 * a byte of `chunkEnds`, after `chunkBytesMax`, or where the line falls silent
 * or changes framing.
 * One alarm is set, for the next chunk; none on an idle line.
 */
export class ChunkReceiver {
  private readonly kernel: Kernel;
  private readonly options: ChunkReceiverOptions;
  private readonly line: Transmitter;
  private readonly sampler: Sampler;
  private framing: Framing;
  private alarm: Alarm | undefined;
  /** Where in the first run the search for a chunk's end goes on. */
  private searched: { readonly run: Run; readonly index: number } | undefined;
  /** What was complete before the framing changed. */
  private early: readonly Chunk[] = [];
  /** Frames nobody was told of yet. */
  private sampled: readonly SampledFrame[] = [];

  constructor(kernel: Kernel, options: ChunkReceiverOptions) {
    this.kernel = kernel;
    this.options = options;
    this.line = options.line;
    this.framing = options.framing;
    this.sampler = new Sampler(this.line, options.framing, options.tolerancePerMille);
    this.line.onChange(() => this.plan());
  }

  /** Changes the receiving end's framing. What is complete by now was received before. */
  configure(framing: Framing): void {
    this.sample();
    const complete = this.line.takeComplete().map((arrival) => this.judged(arrival));
    this.early = [...this.early, ...complete];
    this.framing = framing;
    this.sampler.reset(framing, this.kernel.now);
    this.plan();
  }

  private plan(): void {
    this.alarm?.cancel();
    this.alarm = undefined;
    const { now } = this.kernel;
    const [frame] = this.sampled;
    const [chunk] = this.early;
    const run = this.line.runs[0];
    const next = this.sampler.next();
    if (frame !== undefined) this.alarm = this.at(now, () => this.finishSampled(frame));
    else if (chunk !== undefined) this.alarm = this.at(now, () => this.finishEarly(chunk));
    else if (run !== undefined) {
      const count = this.chunkCount(run);
      const endAt = run.endOf(count - 1);
      const isNext = next === undefined || endAt < next.endedAt;
      this.alarm = isNext
        ? this.at(endAt, () => this.finishChunk(count))
        : this.at(next.endedAt, () => this.finishFrame());
    } else if (next !== undefined) this.alarm = this.at(next.endedAt, () => this.finishFrame());
  }

  private at(instant: Instant, action: () => void): Alarm {
    return this.kernel.at(Math.max(instant, this.kernel.now), action);
  }

  private judged(arrival: Arrival): Chunk {
    const { framing, spoilt } = arrival.run;
    const heard = !spoilt && canReceive(framing, this.framing, this.options.tolerancePerMille);
    return { arrival, heard };
  }

  private finishChunk(count: number): void {
    this.sample();
    const arrival = this.line.takeFirst(count);
    if (arrival !== undefined) this.finish(this.judged(arrival));
  }

  private finishEarly(chunk: Chunk): void {
    this.early = this.early.slice(1);
    this.finish(chunk);
  }

  private finish({ arrival, heard }: Chunk): void {
    this.plan();
    this.options.deliver(arrival, heard);
  }

  private finishFrame(): void {
    this.sample();
    const [frame] = this.sampled;
    if (frame === undefined) this.plan();
    else this.finishSampled(frame);
  }

  private finishSampled(frame: SampledFrame): void {
    this.sampled = this.sampled.slice(1);
    this.plan();
    this.options.deliverSampled(frame);
  }

  /** Looks at the line up to now, before bytes are taken from it. */
  private sample(): void {
    const frames = this.sampler.advance(this.kernel.now);
    if (frames.length > 0) this.sampled = [...this.sampled, ...frames];
  }

  /** The index behind the next chunk of a run. */
  private chunkCount(run: Run): number {
    const resumed = this.searched?.run === run ? this.searched.index : 0;
    let index = Math.max(resumed, run.taken);
    const last = Math.min(run.count, run.taken + this.options.chunkBytesMax - 1);
    while (index < last && !this.endsChunk(run.byteAt(index))) index += 1;
    this.searched = { run, index };
    return Math.min(index + 1, run.count);
  }

  private endsChunk(byte: number | undefined): boolean {
    return byte !== undefined && this.options.chunkEnds.has(byte);
  }
}
