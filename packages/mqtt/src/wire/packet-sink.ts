const storeBytes = 1024;
/** Shorter than that, bytes are copied faster one by one. */
const shortBytes = 8;

/** Where the codec writes the pieces of one packet after the other. */
export class PacketSink {
  private store = new Uint8Array(storeBytes);
  private used = 0;

  /** Called by the codec. */
  write(piece: Uint8Array | string): true {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    const { used } = this;
    const end = used + bytes.length;
    if (end > this.store.length) this.grow(end);
    const { store } = this;
    if (bytes.length >= shortBytes) store.set(bytes, used);
    else for (let at = 0; at < bytes.length; at += 1) store[used + at] = bytes[at] ?? 0;
    this.used = end;
    return true;
  }

  /** Called by the codec for a packet that it cannot write. */
  destroy(reason: Error): never {
    this.used = 0;
    throw reason;
  }

  /** The packet that was written, in an array of its own. */
  take(): Uint8Array {
    const packet = this.store.slice(0, this.used);
    this.used = 0;
    return packet;
  }

  private grow(bytes: number): void {
    const larger = new Uint8Array(Math.max(bytes, 2 * this.store.length));
    larger.set(this.store.subarray(0, this.used));
    this.store = larger;
  }
}
