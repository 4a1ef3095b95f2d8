import { defineTraceKind } from '@w800/kernel';
import type { Endpoint } from '@w800/ports';

/** TCP flag bits as they stand in the header. */
export const fin = 0x01;
export const syn = 0x02;
export const rst = 0x04;
export const psh = 0x08;
export const ack = 0x10;

/** Why a segment brings nothing new; a reader of the bare bytes would have to guess. */
export type SegmentMark = 'retransmission' | 'probe' | 'keepalive';

/** A TCP segment. */
export interface Segment {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** 0 to 2^32 - 1. */
  readonly sequence: number;
  /** 0 to 2^32 - 1; without meaning when the ACK flag is not set. */
  readonly acknowledgement: number;
  readonly flags: number;
  /** Bytes the sender is ready to take, up to 65535. */
  readonly window: number;
  /** The option of a SYN: the largest payload its sender takes. */
  readonly mssBytes?: number;
  readonly payload: Uint8Array;
  readonly mark?: SegmentMark | undefined;
}

/** A segment as a capture at the module's antenna shows it. */
export interface SegmentRecord {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  /** `SYN ACK`, in the order FIN SYN RST PSH ACK. */
  readonly flags: string;
  readonly window: number;
  readonly mssBytes: number | undefined;
  readonly payload: Uint8Array;
  readonly mark: SegmentMark | undefined;
}

export const tcpSegment = defineTraceKind<SegmentRecord>(
  'tcp.segment',
  'A TCP segment left or reached the module.',
);

export const tcpLost = defineTraceKind<SegmentRecord>(
  'tcp.lost',
  'A TCP segment did not arrive; stamped with the instant it would have.',
);

const flagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK'];

export function recordOf(segment: Segment): SegmentRecord {
  const { source, destination } = segment;
  return {
    source: source.address,
    sourcePort: source.port,
    destination: destination.address,
    destinationPort: destination.port,
    sequence: segment.sequence,
    acknowledgement: segment.acknowledgement,
    flags: flagNames.filter((_name, bit) => (segment.flags & (1 << bit)) !== 0).join(' '),
    window: segment.window,
    mssBytes: segment.mssBytes,
    payload: segment.payload,
    mark: segment.mark,
  };
}

/** How far a sequence number lies after another, modulo 2^32; negative when before. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}

/** A sequence number moved on, modulo 2^32. */
export function advance(sequence: number, by: number): number {
  return (sequence + by) >>> 0;
}
