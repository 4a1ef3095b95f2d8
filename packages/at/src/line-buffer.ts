const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * Bytes to lines. Only CR LF ends a line: a CR or LF alone is part of it, and
 * so is one inside quotes. Of a line that is too long the beginning is kept
 * and the rest counted, until its CR LF puts the buffer in step again.
 */
export class LineBuffer {
  private readonly bytes: Uint8Array;
  /** Bytes of this line so far, kept or not, its CR LF included. */
  private taken = 0;
  private last = 0;
  private complete = false;

  /** @param lineBytesMax bytes of a line that are kept, CR LF not counted */
  constructor(lineBytesMax: number) {
    this.bytes = new Uint8Array(lineBytesMax);
  }

  /** True when `take` has come to the end of a line, until it is called again. */
  get lineComplete(): boolean {
    return this.complete;
  }

  /** Bytes of the complete line, CR LF not counted. */
  get lineBytes(): number {
    return this.taken - 2;
  }

  /**
   * The complete line, or its beginning when it is longer than the buffer. A
   * view that holds until the next `take`.
   */
  get line(): Uint8Array {
    return this.bytes.subarray(0, this.lineBytes);
  }

  /**
   * Takes bytes from `from` to the end of the line or of the chunk, whichever
   * is first, and returns where it stopped.
   */
  take(chunk: Uint8Array, from: number): number {
    if (this.complete) this.clear();
    let searchFrom = from;
    for (;;) {
      const feed = chunk.indexOf(lineFeed, searchFrom);
      if (feed < 0) {
        this.append(chunk, from, chunk.length);
        return chunk.length;
      }
      const before = feed > from ? chunk[feed - 1] : this.last;
      if (before === carriageReturn) {
        this.append(chunk, from, feed + 1);
        this.complete = true;
        return feed + 1;
      }
      searchFrom = feed + 1;
    }
  }

  /** Forgets what was taken. */
  clear(): void {
    this.taken = 0;
    this.last = 0;
    this.complete = false;
  }

  private append(chunk: Uint8Array, from: number, to: number): void {
    if (to === from) return;
    const room = this.bytes.length - this.taken;
    const isWhole = from === 0 && to === chunk.length && to <= room;
    if (isWhole) this.bytes.set(chunk, this.taken);
    else if (room > 0) {
      this.bytes.set(chunk.subarray(from, Math.min(to, from + room)), this.taken);
    }
    this.taken += to - from;
    this.last = chunk[to - 1] ?? 0;
  }
}
