const headerBytes = 5;

/**
 * Bytes from the stream that no record has claimed. They are handed on a
 * record at a time, because what is handed on is consumed: the rest stays in
 * the stack's window, as with mbedTLS, which reads a header and then just the
 * record it announces.
 */
export class WireInbox {
  private readonly pieces: Uint8Array[] = [];
  private readonly header = new Uint8Array(headerBytes);
  private headerSeen = 0;
  private bodyLeft = 0;

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  push(bytes: Uint8Array): void {
    this.pieces.push(bytes);
  }

  /** The next bytes: a header or what there is of it, then a body or what there is of it. */
  take(): Uint8Array | undefined {
    const [piece] = this.pieces;
    if (piece === undefined) return undefined;
    const wanted = this.bodyLeft > 0 ? this.bodyLeft : headerBytes - this.headerSeen;
    const taken = piece.subarray(0, wanted);
    if (taken.length === piece.length) this.pieces.shift();
    else this.pieces[0] = piece.subarray(taken.length);
    this.count(taken);
    return taken;
  }

  /** Everything, read by nobody. @returns how many bytes */
  drop(): number {
    let byteCount = 0;
    for (const { length } of this.pieces) byteCount += length;
    this.pieces.length = 0;
    return byteCount;
  }

  private count(taken: Uint8Array): void {
    if (this.bodyLeft > 0) {
      this.bodyLeft -= taken.length;
      return;
    }
    this.header.set(taken, this.headerSeen);
    this.headerSeen += taken.length;
    if (this.headerSeen < headerBytes) return;
    const [, , , high = 0, low = 0] = this.header;
    this.headerSeen = 0;
    this.bodyLeft = high * 256 + low;
  }
}
