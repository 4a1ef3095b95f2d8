import { defineTraceKind } from '@w800/kernel';
import type { Endpoint } from '@w800/ports';

/** A UDP datagram. */
export interface Datagram {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly payload: Uint8Array;
}

/** A datagram as a capture at the module's antenna shows it. */
export interface DatagramRecord {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
}

export const udpDatagram = defineTraceKind<DatagramRecord>(
  'udp.datagram',
  'A UDP datagram left or reached the module.',
);

export const udpLost = defineTraceKind<DatagramRecord>(
  'udp.lost',
  'A UDP datagram did not arrive; stamped with the instant it would have.',
);

export function datagramRecord({ source, destination, payload }: Datagram): DatagramRecord {
  return {
    source: source.address,
    sourcePort: source.port,
    destination: destination.address,
    destinationPort: destination.port,
    payload,
  };
}
