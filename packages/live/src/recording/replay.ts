import { Digest, type Instant, type Kernel } from '@w800/kernel';
import type { Door } from '../door.ts';
import type { Recording } from './recording.ts';

/** What came of a repetition. */
export interface ReplayOutcome {
  readonly digest: string;
  /** Of the recorded run; undefined when that has not come to its end. */
  readonly recordedDigest: string | undefined;
  /** How many records came in. */
  readonly records: number;
  readonly endNs: Instant;
}

/**
 * Does in virtual time what a recorded run did: everything that came in comes
 * in again, at its instant, by the door.
 */
export class Replay {
  private readonly kernel: Kernel;
  private readonly recording: Recording;
  private readonly digest = new Digest();
  private readonly traceRecordsMax: number;
  private traceRecords = 0;

  /** Listens from here on; nothing may have been traced before. */
  constructor(kernel: Kernel, recording: Recording) {
    this.kernel = kernel;
    this.recording = recording;
    this.traceRecordsMax = recording.end?.traceRecords ?? Infinity;
    kernel.trace.onAny((record) => {
      // What the run did at its last instant and after its end is not part of it.
      if (this.isOver()) return;
      this.traceRecords += 1;
      this.digest.add(record);
    });
  }

  /** @param door nobody else knocks at */
  async run(door: Door): Promise<ReplayOutcome> {
    const { kernel, recording } = this;
    const { records, end } = recording;
    for (const { at, record } of records) {
      await kernel.run(at, this.isOver);
      door.enter(record);
      door.admit();
    }
    const endNs = end?.endNs ?? records.at(-1)?.at ?? 0;
    await kernel.run(Math.max(kernel.now, endNs), this.isOver);
    return {
      digest: this.digest.toString(),
      recordedDigest: end?.digest,
      records: records.length,
      endNs: kernel.now,
    };
  }

  private readonly isOver = (): boolean => this.traceRecords >= this.traceRecordsMax;
}
