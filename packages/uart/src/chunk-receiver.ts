import type { Alarm, Instant, Kernel } from '@w800/kernel';
import { canReceive, type Framing } from './framing.ts';
import type { Arrival, Run } from './run.ts';
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
  /** Called for every chunk, each in an event of its own. */
  readonly deliver: (arrival: Arrival, heard: boolean) => void;
}

/**
 * The far end of a line as someone reading along sees it: bytes come in
 * chunks, each at the instant its last byte is complete. A chunk ends behind
 * a byte of `chunkEnds`, or where the line falls silent or changes framing.
 * One alarm is set, for the next chunk; none on an idle line.
 */
export class ChunkReceiver {
  private readonly kernel: Kernel;
  private readonly options: ChunkReceiverOptions;
  private readonly line: Transmitter;
  private framing: Framing;
  private alarm: Alarm | undefined;
  /** Where in the first run the search for a chunk's end goes on. */
  private searched: { readonly run: Run; readonly index: number } | undefined;
  /** What was complete before the framing changed. */
  private early: readonly Chunk[] = [];

  constructor(kernel: Kernel, options: ChunkReceiverOptions) {
    this.kernel = kernel;
    this.options = options;
    this.line = options.line;
    this.framing = options.framing;
    this.line.onChange(() => this.plan());
  }

  /** Changes the receiving end's framing. What is complete by now was received before. */
  configure(framing: Framing): void {
    const complete = this.line.takeComplete().map((arrival) => this.judged(arrival));
    this.early = [...this.early, ...complete];
    this.framing = framing;
    this.plan();
  }

  private plan(): void {
    this.alarm?.cancel();
    this.alarm = undefined;
    const { now } = this.kernel;
    const run = this.line.runs[0];
    const [first, ...rest] = this.early;
    if (first !== undefined) {
      this.alarm = this.at(now, () => {
        this.early = rest;
        this.finish(first);
      });
    } else if (run !== undefined) {
      const count = this.chunkCount(run);
      this.alarm = this.at(run.endOf(count - 1), () => {
        const arrival = this.line.takeFirst(count);
        if (arrival !== undefined) this.finish(this.judged(arrival));
      });
    }
  }

  private at(instant: Instant, action: () => void): Alarm {
    return this.kernel.at(Math.max(instant, this.kernel.now), action);
  }

  private judged(arrival: Arrival): Chunk {
    const { tolerancePerMille } = this.options;
    return { arrival, heard: canReceive(arrival.run.framing, this.framing, tolerancePerMille) };
  }

  private finish({ arrival, heard }: Chunk): void {
    this.plan();
    this.options.deliver(arrival, heard);
  }

  /** The index behind the next chunk of a run. */
  private chunkCount(run: Run): number {
    const resumed = this.searched?.run === run ? this.searched.index : 0;
    let index = Math.max(resumed, run.taken);
    while (index < run.count && !this.endsChunk(run.byteAt(index))) index += 1;
    this.searched = { run, index };
    return Math.min(index + 1, run.count);
  }

  private endsChunk(byte: number | undefined): boolean {
    return byte !== undefined && this.options.chunkEnds.has(byte);
  }
}
