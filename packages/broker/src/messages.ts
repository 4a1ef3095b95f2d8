import type { Instant } from '@w800/kernel';

/** A message for a broker to publish. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** A message a client has published, its will included. */
export interface ReceivedMessage extends OutgoingMessage {
  readonly at: Instant;
  readonly clientId: string;
  readonly dup: boolean;
}
