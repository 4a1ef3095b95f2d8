import type { Duration, Instant } from '@w800/kernel';

/** How one TCP stack times a connection: retransmissions, probes and late acknowledgements. */
export interface Retransmission {
  /**
   * A segment leaves; its round trip may be measured.
   * @param again whether it was sent before
   */
  leaves(place: number, again: boolean): void;
  /**
   * The peer has acknowledged up to a place.
   * @param isNew whether it has not done so before
   */
  acknowledged(place: number, isNew: boolean): void;
  /**
   * The oldest segment was not acknowledged in time and is sent again.
   * @param asking whether it is the SYN of who opens the connection
   */
  expired(asking: boolean): void;
  /** The oldest segment is sent again before its time, because others behind it arrived. */
  resent(): void;
  /** When to act if no acknowledgement comes, after that many retransmissions. */
  deadline(attempts: number, opening: boolean): Instant;
  /** Whether the deadline after that many retransmissions is the end. */
  exhausted(attempts: number, opening: boolean): boolean;
  /** When to ask a peer with a closed window, after that many probes. */
  probeAt(probes: number): Instant;
  /** When a peer that has answered none of the last probes is given up. */
  probesEndAt(): Instant;
  /** When an acknowledgement that waits for data to travel with leaves alone. */
  acknowledgeBy(): Instant;
  /** When the stack notices that nothing has been heard since an instant for that long. */
  silentAt(heardAt: Instant, limitNs: Duration): Instant;
  /** Whether data that came out of order before an instant has been thrown away by now. */
  hasDropped(heardAt: Instant): boolean;
}
