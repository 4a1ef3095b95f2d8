export interface TranscriptEntry {
  /** Virtual nanoseconds since the run began. */
  readonly at: number;
  readonly direction: 'host' | 'module';
  readonly text: string;
}

const entriesMax = 64;

/** The last lines that went over the serial port, both ways. */
export class Transcript {
  private entries: TranscriptEntry[] = [];

  add(entry: TranscriptEntry): void {
    this.entries.push(entry);
    if (this.entries.length >= 2 * entriesMax) this.entries = this.entries.slice(-entriesMax);
  }

  /** The last entries, oldest first; at most 64. */
  last(count: number): readonly TranscriptEntry[] {
    return this.entries.slice(-count);
  }
}
