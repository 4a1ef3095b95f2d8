/** Memory that belongs to somebody until it is freed. */
export interface Block {
  /** First byte of the block, its header; the caller's data begin one header later. */
  readonly address: number;
  /** What was asked for. */
  readonly requestedBytes: number;
  /** What it takes off the heap: header, rounding and an end too short to split off included. */
  readonly bytes: number;
  /** Who holds it, dotted, model first: `tcp.socket`. */
  readonly owner: string;
}
