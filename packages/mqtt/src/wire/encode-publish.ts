import type { PublishPacket } from './packet.ts';

/**
 * The bytes of a PUBLISH: the topic is first [MQTT-3.3.2-1], QoS 0 carries no
 * packet identifier [MQTT-2.3.1-5]. Most of what a client sends is one, and the
 * codec takes ten times as long; a law holds the two together.
 */
export function encodePublish(packet: PublishPacket): Uint8Array {
  const { packetId, topic, payload, qos, retain, dup } = packet;
  const identifierBytes = qos === 0 ? 0 : 2;
  const bodyBytes = 2 + topic.length + identifierBytes + payload.length;
  const bytes = new Uint8Array(1 + lengthBytes(bodyBytes) + bodyBytes);
  bytes[0] = 0x30 | (dup ? 0x08 : 0) | (qos << 1) | (retain ? 0x01 : 0);
  let at = 1;
  for (let rest = bodyBytes; at === 1 || rest > 0; rest >>>= 7) {
    bytes[at] = rest < 0x80 ? rest : (rest & 0x7f) | 0x80;
    at += 1;
  }
  at = writeNumber(bytes, at, topic.length);
  bytes.set(topic, at);
  at += topic.length;
  if (qos !== 0) at = writeNumber(bytes, at, packetId ?? 0);
  bytes.set(payload, at);
  return bytes;
}

/** Remaining Length takes a byte for every seven bits. */
function lengthBytes(bodyBytes: number): number {
  let bytes = 1;
  for (let rest = bodyBytes >>> 7; rest > 0; rest >>>= 7) bytes += 1;
  return bytes;
}

function writeNumber(bytes: Uint8Array, at: number, value: number): number {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value & 0xff;
  return at + 2;
}
