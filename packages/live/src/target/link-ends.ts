import type { LiveError } from '../live-error.ts';
import type { TargetReader } from './target-link.ts';

/** What the links have in common: who reads, and that a loss is told once. */
export class LinkEnds {
  lost: LiveError | undefined;
  private reader: TargetReader | undefined;
  private closed = false;

  read(reader: TargetReader | undefined): void {
    this.reader = reader;
  }

  data(bytes: Uint8Array): void {
    // The buffer belongs to the machine, which may use it again.
    if (bytes.length > 0) this.reader?.data(Uint8Array.from(bytes));
  }

  lose(error: LiveError): void {
    if (this.closed || this.lost !== undefined) return;
    this.lost = error;
    this.reader?.lost(error);
  }

  /** From now on an end is what was wanted. */
  close(): void {
    this.closed = true;
    this.reader = undefined;
  }
}
