/** Bytes that were written and are not yet acknowledged, by their place in the stream. */
export class SendBuffer {
  /** Place of the first byte still held. */
  start: number;
  /** Place behind the last byte written. */
  end: number;
  private readonly chunks: { readonly at: number; readonly bytes: Uint8Array }[] = [];

  /** @param start the place of the first byte that will be written */
  constructor(start: number) {
    this.start = start;
    this.end = start;
  }

  /** Takes a copy; `slice` of a Buffer would be none. */
  append(bytes: Uint8Array): void {
    this.chunks.push({ at: this.end, bytes: new Uint8Array(bytes) });
    this.end += bytes.length;
  }

  /** That many bytes from a place; a view of what was written where it lies in one piece. */
  read(at: number, length: number): Uint8Array {
    let first = 0;
    let chunk = this.chunks[0];
    while (chunk !== undefined && at >= chunk.at + chunk.bytes.length) {
      first += 1;
      chunk = this.chunks[first];
    }
    if (chunk === undefined) return new Uint8Array(0);
    const offset = at - chunk.at;
    if (offset === 0 && length === chunk.bytes.length) return chunk.bytes;
    if (offset + length <= chunk.bytes.length) return chunk.bytes.subarray(offset, offset + length);
    const joined = new Uint8Array(length);
    for (const { at: from, bytes } of this.chunks.slice(first)) {
      if (from >= at + length) break;
      const begin = Math.max(at - from, 0);
      const piece = bytes.subarray(begin, Math.min(bytes.length, at + length - from));
      joined.set(piece, from + begin - at);
    }
    return joined;
  }

  /** Forgets everything before a place. */
  release(until: number): void {
    this.start = Math.max(this.start, until);
    for (;;) {
      const first = this.chunks[0];
      if (first === undefined || first.at + first.bytes.length > until) return;
      this.chunks.shift();
    }
  }
}
