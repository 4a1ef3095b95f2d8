/** A stretch of memory the allocator hands out. */
export interface HeapRegion {
  /** `sram`, `dram`. */
  readonly name: string;
  /** Address of the first byte; rounded up to the alignment, as the allocator does. */
  readonly base: number;
  /** Bytes free at power-on: alignment and end marker are already taken off. */
  readonly bytes: number;
}

/** What the allocator works on. Regions are tried in the order given. */
export interface HeapLayout {
  /** What every block costs besides its data. */
  readonly headerBytes: number;
  /** Block sizes and addresses are multiples of this. */
  readonly alignmentBytes: number;
  readonly regions: readonly HeapRegion[];
}
