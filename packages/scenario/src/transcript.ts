import { showBytes } from './show-bytes.ts';

export interface TranscriptEntry {
  /** Virtual nanoseconds since the run began. */
  readonly at: number;
  readonly direction: 'host' | 'module';
  readonly text: string;
}

/** The same with its bytes as they went; made readable only when somebody reads. */
interface RawEntry {
  readonly at: number;
  readonly direction: 'host' | 'module';
  readonly bytes: Uint8Array;
}

const entriesMax = 64;

/** The last lines that went over the serial port, both ways. */
export class Transcript {
  private entries: RawEntry[] = [];

  /** @param entry its bytes must not change any more */
  add(entry: RawEntry): void {
    this.entries.push(entry);
    if (this.entries.length >= 2 * entriesMax) this.entries = this.entries.slice(-entriesMax);
  }

  /** The last entries, oldest first; at most 64. */
  last(count: number): readonly TranscriptEntry[] {
    return this.entries.slice(-count).map(({ at, direction, bytes }) => {
      return { at, direction, text: showBytes(bytes) };
    });
  }
}
