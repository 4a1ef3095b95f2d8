import type { Instant } from '@w800/kernel';
import type { ByteStream, Pending } from '@w800/ports';

/** A protocol between TCP and MQTT. */
export interface Layer {
  /** Whether it has limits of its own, so that its time is no part of the attempt's. */
  readonly boundsItself: boolean;
  /**
   * Sets it up on a connected stream that has no user. Cancelling drops the
   * stream and leaves nothing behind.
   * @param limitAt when the attempt is given up
   * @param done called once, never synchronously; undefined: it failed, and
   * there is nothing left to do with the stream
   */
  open(
    stream: ByteStream,
    limitAt: Instant,
    done: (upper: ByteStream | undefined) => void,
  ): Pending;
}
