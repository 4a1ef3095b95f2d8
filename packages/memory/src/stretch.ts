/** A stretch of memory within one region. */
export interface Stretch {
  readonly address: number;
  readonly bytes: number;
}
