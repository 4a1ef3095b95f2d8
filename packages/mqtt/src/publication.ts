import type { Alarm } from '@w800/kernel';
import type { MqttMessage } from './client-events.ts';
import type { Holding } from './holding.ts';
import type { ExchangeResult } from './results.ts';

/** A message to be published; that it is a repetition is decided when it leaves. */
export type OutgoingMessage = Omit<MqttMessage, 'dup'>;

/**
 * A message on its way to the broker, from the call that published it to its
 * last acknowledgement, over more than one connection if need be.
 */
export interface Publication {
  message: OutgoingMessage;
  /** The library's copy of topic and payload, until the last acknowledgement. */
  readonly holding: Holding;
  /** The copy of whoever called the library, as long as the call takes. */
  readonly call: Holding;
  /** Who waits for the end. Undefined once answered. */
  done: ((result: ExchangeResult) => void) | undefined;
  readonly sent: (() => void) | undefined;
  /** Ends the wait, or the turn of one that is sent again. */
  limit: Alarm;
  /** The transport has not taken the whole packet yet, so its bytes are still needed. */
  leaving: boolean;
  /** Set when it is sent first. At QoS 0 never. */
  packetId: number | undefined;
  /** What the broker has to send next, once it was sent. */
  awaiting: 'puback' | 'pubrec' | 'pubcomp';
  /** Which of the session's PUBREC was its first; 0 before. */
  releasedAs: number;
  /** How many PUBREL of this connection still want their PUBCOMP. */
  pubcompsDue: number;
}
