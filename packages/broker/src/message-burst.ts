import type { OutgoingMessage } from './messages.ts';

/** Many messages alike. In the payload `${n}` stands for the number of each, from 1. */
export interface MessageBurst extends OutgoingMessage {
  /** 1 or more. */
  readonly count: number;
  /** Whole milliseconds between one and the next; absent: all at once. */
  readonly everyMs?: number;
}
