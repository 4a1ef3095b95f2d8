/** How a peer broke the framing. */
export interface FrameFault {
  /** The code of the Close that answers it. */
  readonly code: 1002 | 1003 | 1007 | 1009;
  readonly what: string;
}
