const nothing = new Uint8Array(0);

/** Bytes waiting in order. Pushing and taking cost what they copy. */
export class ByteQueue {
  private store: Uint8Array = nothing;
  private head = 0;
  private tail = 0;

  get length(): number {
    return this.tail - this.head;
  }

  /** The byte that many places behind the first, or undefined behind the last. */
  at(index: number): number | undefined {
    return index < this.length ? this.store[this.head + index] : undefined;
  }

  /** Appends a copy. */
  push(bytes: Uint8Array): void {
    // Most queues hold one piece at a time: its store goes out again whole.
    if (this.store.length === 0) {
      this.store = new Uint8Array(bytes);
      this.tail = bytes.length;
      return;
    }
    if (this.tail + bytes.length > this.store.length) this.makeRoom(bytes.length);
    this.store.set(bytes, this.tail);
    this.tail += bytes.length;
  }

  /** Takes the first bytes out. */
  take(count: number): Uint8Array {
    if (this.head === 0 && count >= this.tail && this.tail === this.store.length) {
      const { store } = this;
      this.store = nothing;
      this.tail = 0;
      return store;
    }
    const bytes = this.store.slice(this.head, this.head + count);
    this.head += bytes.length;
    if (this.head === this.tail) this.clear();
    return bytes;
  }

  /** Drops what is behind the first `count` bytes and returns it. */
  cut(count: number): Uint8Array {
    const rest = this.store.slice(this.head + count, this.tail);
    this.tail -= rest.length;
    return rest;
  }

  clear(): void {
    this.head = 0;
    this.tail = 0;
  }

  private makeRoom(bytes: number): void {
    const { length } = this;
    const enough = 2 * (length + bytes);
    const store = enough > this.store.length ? new Uint8Array(enough) : this.store;
    // TypedArray.set copes with a source that overlaps its target.
    store.set(this.store.subarray(this.head, this.tail));
    this.store = store;
    this.head = 0;
    this.tail = length;
  }
}
