const nothing = new Uint8Array(0);

/**
 * Reads numbers and vectors of the TLS presentation language [RFC 5246 4].
 * Reading beyond the end gives zeros and empty vectors and is remembered, so
 * that a parser asks once, at the end.
 */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private position = 0;
  private failed = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** How many bytes are left; none after a failure, so that loops end. */
  get remaining(): number {
    return this.failed ? 0 : this.bytes.length - this.position;
  }

  get hasFailed(): boolean {
    return this.failed;
  }

  /** Whether everything was read and nothing was missing. */
  get isComplete(): boolean {
    return !this.failed && this.remaining === 0;
  }

  /** A big-endian number of 1 to 3 bytes. */
  uint(byteCount: 1 | 2 | 3): number {
    let value = 0;
    for (const byte of this.take(byteCount)) value = value * 256 + byte;
    return value;
  }

  /** That many bytes, as a view. */
  take(byteCount: number): Uint8Array {
    if (byteCount > this.remaining) {
      this.failed = true;
      return nothing;
    }
    this.position += byteCount;
    return this.bytes.subarray(this.position - byteCount, this.position);
  }

  /** A vector: its length in that many bytes, then itself. */
  vector(lengthBytes: 1 | 2 | 3): Uint8Array {
    return this.take(this.uint(lengthBytes));
  }

  /** What follows a vector's length. */
  list(lengthBytes: 1 | 2 | 3): ByteReader {
    const before = this.failed;
    const inner = new ByteReader(this.vector(lengthBytes));
    if (this.failed && !before) inner.failed = true;
    return inner;
  }

  /** The numbers of two bytes that fill a vector; undefined if half a one is left over. */
  uint16s(lengthBytes: 1 | 2): readonly number[] | undefined {
    const list = this.list(lengthBytes);
    const values: number[] = [];
    while (list.remaining > 0) values.push(list.uint(2));
    return list.hasFailed ? undefined : values;
  }
}
