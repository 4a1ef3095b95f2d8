import type { OutputLine } from './module-output.ts';
import type { ShownOutput } from './redaction/shown-output.ts';
import { showBytes } from './show-bytes.ts';

export interface TranscriptEntry {
  /** Virtual nanoseconds since the run began. */
  readonly at: number;
  readonly direction: 'host' | 'module';
  readonly text: string;
}

/** What the host typed. */
interface TypedLine {
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly shownBytes: number;
}

const entriesMax = 64;

/**
 * The last lines that went over the serial port, both ways; made readable only
 * when somebody reads.
 */
export class Transcript {
  private readonly output: ShownOutput;
  private entries: (TypedLine | OutputLine)[] = [];

  /** @param output where the module's lines are */
  constructor(output: ShownOutput) {
    this.output = output;
  }

  /** @param bytes must not change any more */
  typed(at: number, bytes: Uint8Array, shownBytes: number): void {
    this.add({ at, bytes, shownBytes });
  }

  said(line: OutputLine): void {
    this.add(line);
  }

  /** The last entries, oldest first; at most 64. */
  last(count: number): readonly TranscriptEntry[] {
    return this.entries.slice(-count).map((entry) => {
      if ('bytes' in entry) {
        const text = showBytes(entry.bytes.subarray(0, entry.shownBytes));
        return { at: entry.at, direction: 'host', text };
      }
      const text = this.output.text(entry.start, entry.end);
      return { at: entry.at, direction: 'module', text };
    });
  }

  private add(entry: TypedLine | OutputLine): void {
    this.entries.push(entry);
    if (this.entries.length >= 2 * entriesMax) this.entries = this.entries.slice(-entriesMax);
  }
}
