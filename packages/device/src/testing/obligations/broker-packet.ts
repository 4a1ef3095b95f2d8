import { toBytes, type ByteString } from '@w800/at';

/** A packet of the broker's. */
export type BrokerPacket =
  | { readonly type: 'connack'; readonly sessionPresent: boolean; readonly code: number }
  | BrokerPublish
  | { readonly type: 'suback'; readonly id: number; readonly code: number }
  | { readonly type: BrokerAcknowledgement; readonly id: number }
  | { readonly type: 'pingresp' };

export interface BrokerPublish {
  readonly type: 'publish';
  readonly topic: ByteString;
  readonly payload: ByteString;
  readonly qos: 0 | 1 | 2;
  readonly dup: boolean;
  /** 0 at QoS 0. */
  readonly id: number;
}

export type BrokerAcknowledgement = 'puback' | 'pubrec' | 'pubrel' | 'pubcomp' | 'unsuback';

const firstBytes = { puback: 0x40, pubrec: 0x50, pubrel: 0x62, pubcomp: 0x70, unsuback: 0xb0 };

/** The bytes of a packet, written by hand and not by the codec the module reads with. */
export function brokerBytes(packet: BrokerPacket): Uint8Array {
  if (packet.type === 'connack') {
    return Uint8Array.of(0x20, 2, packet.sessionPresent ? 1 : 0, packet.code);
  }
  if (packet.type === 'pingresp') return Uint8Array.of(0xd0, 0);
  if (packet.type === 'suback') return Uint8Array.of(0x90, 3, ...word(packet.id), packet.code);
  if (packet.type !== 'publish') {
    return Uint8Array.of(firstBytes[packet.type], 2, ...word(packet.id));
  }
  const { topic, payload, qos, dup, id } = packet;
  const body = [...word(topic.length), ...toBytes(topic), ...(qos === 0 ? [] : word(id))];
  const length = body.length + payload.length;
  const lengthBytes = length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  const first = 0x30 | (dup ? 8 : 0) | (qos << 1);
  return Uint8Array.from([first, ...lengthBytes, ...body, ...toBytes(payload)]);
}

function word(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}
