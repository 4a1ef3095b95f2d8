/** Who holds memory, and how much of it. */
export interface Holder {
  /** Dotted, model first: `tcp.socket`. */
  readonly owner: string;
  /** Headers included. */
  readonly bytes: number;
}

/** The most first, and by name where it is the same. */
export function byBytes(a: Holder, b: Holder): number {
  return b.bytes - a.bytes || (a.owner < b.owner ? -1 : 1);
}
