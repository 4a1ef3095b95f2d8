import type { LiveError } from '../live-error.ts';
import { lostTarget } from './lost-target.ts';
import type { TargetReader } from './target-link.ts';

const tailBytes = 200;

/** What the links have in common: who reads, and that a loss is told once. */
export class LinkEnds {
  lost: LiveError | undefined;
  private reader: TargetReader | undefined;
  private closed = false;
  private readonly name: string;
  /** The end of what has come: whoever turns somebody away says why. */
  private tail = '';

  constructor(name: string) {
    this.name = name;
  }

  read(reader: TargetReader | undefined): void {
    this.reader = reader;
  }

  data(bytes: Uint8Array): void {
    const text = Array.from(bytes.subarray(-tailBytes), (byte) => String.fromCharCode(byte));
    this.tail = (this.tail + text.join('')).slice(-tailBytes);
    // The buffer belongs to the machine, which may use it again.
    if (bytes.length > 0) this.reader?.data(Uint8Array.from(bytes));
  }

  lose(why: string): void {
    if (this.closed || this.lost !== undefined) return;
    const said = /(?:^|\n)(refused: [\x20-\x7e]+)\r?\n?$/.exec(this.tail)?.[1];
    this.lost = lostTarget(this.name, said === undefined ? why : `it said "${said}"`);
    this.reader?.lost(this.lost);
  }

  /** From now on an end is what was wanted. */
  close(): void {
    this.closed = true;
    this.reader = undefined;
  }
}
