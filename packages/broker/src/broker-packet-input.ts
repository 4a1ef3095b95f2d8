import type { PacketName } from './packet-name.ts';

/** A packet for a broker to send. What is not given is zero, false or empty. */
export interface BrokerPacketInput {
  readonly packet: PacketName;
  /** 0 to 15: the lower half of the first byte, in place of the right one. */
  readonly flags?: number;
  readonly packetId?: number;
  readonly topic?: string;
  readonly payload?: Uint8Array;
  readonly qos?: 0 | 1 | 2;
  readonly retain?: boolean;
  readonly dup?: boolean;
  readonly returnCode?: number;
  readonly sessionPresent?: boolean;
  readonly granted?: readonly number[];
  readonly subscriptions?: readonly { readonly topic: string; readonly qos: 0 | 1 | 2 }[];
}
