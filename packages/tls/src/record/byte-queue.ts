/**
 * Bytes as they came, taken in the lengths they are needed in. What lies in
 * one piece is handed on as it is; what was split is copied once.
 */
export class ByteQueue {
  private pieces: Uint8Array[] = [];
  /** The first piece that is not used up, and how far it is used. */
  private piece = 0;
  private offset = 0;
  private available = 0;

  get length(): number {
    return this.available;
  }

  /** @param bytes not altered afterwards */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.pieces.push(bytes);
    this.available += bytes.length;
  }

  /** @returns undefined while there are fewer */
  take(byteCount: number): Uint8Array | undefined {
    if (byteCount > this.available) return undefined;
    this.available -= byteCount;
    const first = this.pieces[this.piece];
    if (first !== undefined && first.length - this.offset > byteCount) {
      this.offset += byteCount;
      return first.subarray(this.offset - byteCount, this.offset);
    }
    return this.gather(byteCount);
  }

  private gather(byteCount: number): Uint8Array {
    let taken: Uint8Array | undefined;
    for (let filled = 0; filled < byteCount;) {
      const piece = this.pieces[this.piece]?.subarray(
        this.offset,
        this.offset + byteCount - filled,
      );
      if (piece === undefined) break;
      this.advance(piece.length);
      if (piece.length === byteCount) return piece;
      taken ??= new Uint8Array(byteCount);
      taken.set(piece, filled);
      filled += piece.length;
    }
    return taken ?? new Uint8Array(0);
  }

  private advance(byteCount: number): void {
    this.offset += byteCount;
    if (this.offset < (this.pieces[this.piece]?.length ?? 0)) return;
    this.offset = 0;
    this.piece += 1;
    // Dropped when half are used up, each piece moves once at most, however many there are.
    if (this.piece * 2 < this.pieces.length) return;
    this.pieces = this.pieces.slice(this.piece);
    this.piece = 0;
  }
}
