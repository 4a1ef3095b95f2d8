import type { Instant } from '@w800/kernel';
import type { PacketName } from './packet-name.ts';

/** What a rule, or the broker's silence, did to a packet. */
export type PacketFate =
  | 'dropped'
  | 'delayed'
  | 'duplicated'
  | 'replaced'
  | 'closed'
  | 'refused'
  | 'silenced';

/**
 * One packet on the wire between a client and the broker, decoded. What the
 * broker's rules kept from the wire is not among them; what a client sent is,
 * whatever became of it. A field that the kind of packet does not have is
 * absent.
 */
export interface BrokerPacket {
  /** When it came in from a client, or went out to one. */
  readonly at: Instant;
  /** Of the connection: what its CONNECT said or the broker gave; empty before. */
  readonly clientId: string;
  readonly from: 'client' | 'broker';
  /** `malformed`: bytes that are no packet. */
  readonly packet: PacketName | 'malformed';
  readonly bytes: Uint8Array;
  /** Absent: it went its way. */
  readonly fate?: PacketFate;
  readonly packetId?: number;
  readonly topic?: string;
  readonly payload?: Uint8Array;
  readonly qos?: 0 | 1 | 2;
  readonly retain?: boolean;
  readonly dup?: boolean;
  /** CONNACK. */
  readonly returnCode?: number;
  /** CONNACK. */
  readonly sessionPresent?: boolean;
  /** SUBACK: the return code of each subscription, 128 for a refusal. */
  readonly granted?: readonly number[];
  /** SUBSCRIBE, and UNSUBSCRIBE, where the quality of service is 0. */
  readonly subscriptions?: readonly { readonly topic: string; readonly qos: 0 | 1 | 2 }[];
  /** CONNECT: 4, or 3 for MQTT 3.1. */
  readonly protocolLevel?: number;
  readonly username?: string;
  readonly keepaliveSeconds?: number;
  readonly cleanSession?: boolean;
  readonly will?: {
    readonly topic: string;
    readonly payload: Uint8Array;
    readonly qos: 0 | 1 | 2;
    readonly retain: boolean;
  };
}
