/** Collects counted raw data. Bytes are copied a chunk at a time, whatever they are. */
export class DataPrompt {
  private readonly data: Uint8Array;
  private readonly collected: (data: Uint8Array) => void;
  private filled = 0;

  constructor(lengthBytes: number, collected: (data: Uint8Array) => void) {
    this.data = new Uint8Array(lengthBytes);
    this.collected = collected;
  }

  get full(): boolean {
    return this.filled === this.data.length;
  }

  /** Takes what is still missing from `from` on and returns where it stopped. */
  take(chunk: Uint8Array, from: number): number {
    const to = Math.min(chunk.length, from + this.data.length - this.filled);
    this.data.set(chunk.subarray(from, to), this.filled);
    this.filled += to - from;
    return to;
  }

  handOver(): void {
    this.collected(this.data);
  }
}
