import type { Stretch } from './stretch.ts';

/** A stretch that grows and shrinks. */
interface Span {
  address: number;
  bytes: number;
}

/**
 * The free memory of one region: spans in order of address, never two that
 * touch. Costs grow with the number of free spans, not of blocks in use.
 */
export class FreeList {
  private readonly spans: Span[];

  constructor(address: number, bytes: number) {
    this.spans = bytes > 0 ? [{ address, bytes }] : [];
  }

  /** The largest span in bytes; 0 when nothing is free. */
  get largestBytes(): number {
    return this.spans.reduce((largest, { bytes }) => Math.max(largest, bytes), 0);
  }

  /** Every span in order of address, as of now. */
  stretches(): readonly Stretch[] {
    return this.spans.map(({ address, bytes }) => ({ address, bytes }));
  }

  /**
   * Takes from the first span that is large enough.
   * @param remainderBytesMin a rest shorter than this is not split off but given along
   */
  take(bytes: number, remainderBytesMin: number): Stretch | undefined {
    let index = 0;
    let span = this.spans[0];
    while (span !== undefined && span.bytes < bytes) {
      index += 1;
      span = this.spans[index];
    }
    if (span === undefined) return undefined;
    const remainder = span.bytes - bytes;
    if (remainder < remainderBytesMin) {
      this.spans.splice(index, 1);
      return span;
    }
    const taken = { address: span.address, bytes };
    span.address += bytes;
    span.bytes = remainder;
    return taken;
  }

  /**
   * Takes what lies at an address.
   * @param remainderBytesMin likewise, of the rest behind it
   * @returns undefined when not all of it is free
   */
  takeAt(address: number, bytes: number, remainderBytesMin: number): Stretch | undefined {
    const index = this.firstBehind(address + 1) - 1;
    const span = this.spans[index];
    if (span === undefined) return undefined;
    const ahead = address - span.address;
    const behind = span.bytes - ahead - bytes;
    if (behind < 0) return undefined;
    const taken = { address, bytes: behind < remainderBytesMin ? bytes + behind : bytes };
    const rest = span.bytes - ahead - taken.bytes;
    const left = [
      { address: span.address, bytes: ahead },
      { address: address + taken.bytes, bytes: rest },
    ];
    this.spans.splice(index, 1, ...left.filter((stretch) => stretch.bytes > 0));
    return taken;
  }

  /** Gives a stretch back and merges it with the free neighbours it touches. */
  give(address: number, bytes: number): void {
    const index = this.firstBehind(address);
    const before = this.spans[index - 1];
    const behind = this.spans[index];
    const joinsBefore = before !== undefined && before.address + before.bytes === address;
    const joinsBehind = behind !== undefined && address + bytes === behind.address;
    if (joinsBefore && joinsBehind) {
      before.bytes += bytes + behind.bytes;
      this.spans.splice(index, 1);
    } else if (joinsBefore) {
      before.bytes += bytes;
    } else if (joinsBehind) {
      behind.address = address;
      behind.bytes += bytes;
    } else {
      this.spans.splice(index, 0, { address, bytes });
    }
  }

  /** Index of the first span at this address or a higher one. */
  private firstBehind(address: number): number {
    let low = 0;
    let high = this.spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const span = this.spans[middle];
      if (span !== undefined && span.address < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
