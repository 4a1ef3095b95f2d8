import type { ConnectOptions } from '../connect-options.ts';
import type { QoS } from './qos.ts';

export interface ConnectPacket {
  readonly packet: 'connect';
  readonly options: ConnectOptions;
}

export interface ConnackPacket {
  readonly packet: 'connack';
  readonly sessionPresent: boolean;
  readonly returnCode: number;
}

export interface PublishPacket {
  readonly packet: 'publish';
  /** Packet identifier; absent at QoS 0 [MQTT-2.3.1-5]. */
  readonly packetId?: number;
  readonly topic: Uint8Array;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly dup: boolean;
}

export interface SubscribePacket {
  readonly packet: 'subscribe';
  readonly packetId: number;
  readonly filter: Uint8Array;
  readonly qos: QoS;
}

export interface SubackPacket {
  readonly packet: 'suback';
  readonly packetId: number;
  /** One return code a filter: the granted QoS or 0x80. */
  readonly granted: readonly number[];
}

export interface UnsubscribePacket {
  readonly packet: 'unsubscribe';
  readonly packetId: number;
  readonly filter: Uint8Array;
}

/** A packet that is nothing but a type and a packet identifier. */
export interface AcknowledgementPacket<Name extends string = string> {
  readonly packet: Name;
  readonly packetId: number;
}

export type PublishAcknowledgement = AcknowledgementPacket<'puback' | 'pubrec' | 'pubcomp'>;

export interface BarePacket<Name extends string = string> {
  readonly packet: Name;
}

/** What a client sends. */
export type OutgoingPacket =
  | ConnectPacket
  | PublishPacket
  | AcknowledgementPacket<'puback' | 'pubrec' | 'pubrel' | 'pubcomp'>
  | SubscribePacket
  | UnsubscribePacket
  | BarePacket<'pingreq' | 'disconnect'>;

/** What a client may be sent. */
export type IncomingPacket =
  | ConnackPacket
  | PublishPacket
  | PublishAcknowledgement
  | AcknowledgementPacket<'pubrel'>
  | SubackPacket
  | AcknowledgementPacket<'unsuback'>
  | BarePacket<'pingresp'>;
