const storeBytes = 4096;

/**
 * Bytes of many small pieces, one behind the other. Pieces that are kept as
 * objects of their own are moved about by the garbage collector as long as
 * they live; this is one block to it.
 */
export class ByteLog {
  private store = new Uint8Array(storeBytes);
  private used = 0;

  /** Appends a copy. @returns where it ends, and the next begins */
  append(bytes: Uint8Array): number {
    const end = this.used + bytes.length;
    if (end > this.store.length) this.grow(end);
    this.store.set(bytes, this.used);
    this.used = end;
    return end;
  }

  /** A copy of the bytes from one place up to another. */
  read(start: number, end: number): Uint8Array {
    return this.store.slice(start, end);
  }

  clear(): void {
    this.used = 0;
    if (this.store.length > storeBytes) this.store = new Uint8Array(storeBytes);
  }

  private grow(bytes: number): void {
    const larger = new Uint8Array(Math.max(bytes, 2 * this.store.length));
    larger.set(this.store.subarray(0, this.used));
    this.store = larger;
  }
}
