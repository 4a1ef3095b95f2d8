import type { Packet } from './gate.ts';

/**
 * What travels. Exactly one of `arrived` and `lost` is called: when it
 * arrives, when it is dropped, or, when a silence took it, when it should
 * have arrived.
 */
export interface Parcel {
  arrived(): void;
  lost(): void;
  /** A second one of it has arrived. Without this, none ever does. */
  arrivedAgain?(): void;
  /** Read only where something may happen to it on the way. */
  readonly packet: Packet;
}
