import type { Endpoint } from '@w800/ports';
import type { Packet } from '../link/gate.ts';
import type { Direction } from '../link/link-conditions.ts';

/** What a router reads in the headers of a packet. */
export interface Flow {
  readonly protocol: 'tcp' | 'udp';
  /** The end on the modules' side, and the one on the servers'. */
  readonly inside: Endpoint;
  readonly outside: Endpoint;
}

/** Undefined for what has no ports. */
export function flowOf(packet: Packet, direction: Direction): Flow | undefined {
  const headers = packet.segment ?? packet.datagram;
  if (headers === undefined) return undefined;
  const isOutward = direction === 'towardsServers';
  return {
    protocol: packet.segment === undefined ? 'udp' : 'tcp',
    inside: isOutward ? headers.source : headers.destination,
    outside: isOutward ? headers.destination : headers.source,
  };
}
