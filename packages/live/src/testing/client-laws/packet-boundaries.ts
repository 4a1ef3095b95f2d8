/** A run of bytes within one packet. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** The packet's first byte, which tells its type. */
  readonly header: number;
  readonly begins: boolean;
}

/** Finds where MQTT packets begin in a stream of bytes, however it is cut. */
export class PacketBoundaries {
  private header = 0;
  /** Bytes of this packet's body still to come; undefined while its length is read. */
  private bodyBytes: number | undefined = 0;
  private lengthShift = 0;
  private length = 0;

  /** Cuts bytes so that no piece crosses a boundary. */
  *cut(bytes: Uint8Array): Generator<Piece> {
    let start = 0;
    while (start < bytes.length) {
      const begins = this.bodyBytes === 0;
      const end = this.endOfPiece(bytes, start);
      yield { bytes: bytes.subarray(start, end), header: this.header, begins };
      start = end;
    }
  }

  private endOfPiece(bytes: Uint8Array, start: number): number {
    let at = start;
    if (this.bodyBytes === 0) {
      this.header = bytes[at] ?? 0;
      this.bodyBytes = undefined;
      this.lengthShift = 0;
      this.length = 0;
      at += 1;
    }
    while (this.bodyBytes === undefined && at < bytes.length) {
      const digit = bytes[at] ?? 0;
      this.length += (digit & 0x7f) << this.lengthShift;
      this.lengthShift += 7;
      if (digit < 0x80) this.bodyBytes = this.length;
      at += 1;
    }
    if (this.bodyBytes === undefined) return at;
    const end = Math.min(bytes.length, at + this.bodyBytes);
    this.bodyBytes -= end - at;
    return end;
  }
}
