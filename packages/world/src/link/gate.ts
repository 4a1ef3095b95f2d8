import type { Instant } from '@w800/kernel';
import type { Datagram } from '../ip/datagram.ts';
import type { Segment } from '../tcp/segment.ts';
import type { Direction } from './link-conditions.ts';
import type { DropReason } from './shaper.ts';

/** What a packet says of itself to who stands in its way. */
export interface Packet {
  /** From the IP header on. */
  readonly ipBytes: number;
  /** At most one of the two. What has neither is known by its size alone. */
  readonly segment?: Segment;
  readonly datagram?: Datagram;
}

/** What stands before a link, on the modules' side, and lets packets through or not. */
export interface Gate {
  /** @returns why the packet that is here at an instant gets no further, if so */
  stops(packet: Packet, direction: Direction, at: Instant): DropReason | undefined;
}
