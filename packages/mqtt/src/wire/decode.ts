import { bodyOffset } from './fixed-header.ts';
import type { IncomingPacket } from './packet.ts';
import type { QoS } from './qos.ts';
import { isText } from './text.ts';
import { isTopicName } from './topic-name.ts';

const nothing: readonly number[] = [];
const bareAcknowledgements = {
  4: 'puback',
  5: 'pubrec',
  6: 'pubrel',
  7: 'pubcomp',
  11: 'unsuback',
} as const;

/**
 * The fields of a whole packet from a broker, or what is wrong with it in plain
 * words. Its fixed header has been found in order by `headerFault`.
 */
export function decode(bytes: Uint8Array): IncomingPacket | string {
  const type = (bytes[0] ?? 0) >> 4;
  switch (type) {
    case 2:
      return connack(bytes);
    case 3:
      return publish(bytes);
    case 4:
    case 5:
    case 6:
    case 7:
    case 11:
      return acknowledgement(bareAcknowledgements[type], bytes);
    case 9:
      return suback(bytes);
    default:
      return { packet: 'pingresp' };
  }
}

function connack(bytes: Uint8Array): IncomingPacket | string {
  const [flags = 0, returnCode = 0] = bytes.subarray(bodyOffset(bytes));
  if (flags > 1) return 'CONNACK has reserved acknowledge flags set';
  return { packet: 'connack', sessionPresent: flags === 1, returnCode };
}

function acknowledgement(
  packet: (typeof bareAcknowledgements)[keyof typeof bareAcknowledgements],
  bytes: Uint8Array,
): IncomingPacket | string {
  const packetId = number(bytes, bodyOffset(bytes));
  return packetId === 0 ? zero(packet) : { packet, packetId };
}

function suback(bytes: Uint8Array): IncomingPacket | string {
  const start = bodyOffset(bytes);
  if (bytes.length < start + 2) return 'SUBACK ends before its packet identifier does';
  const packetId = number(bytes, start);
  if (packetId === 0) return zero('suback');
  const granted = bytes.length === start + 2 ? nothing : [...bytes.subarray(start + 2)];
  // [MQTT-3.9.3-2]: return codes other than 0, 1, 2 and 0x80 are reserved.
  const reserved = granted.find((code) => code > 2 && code !== 0x80);
  if (reserved !== undefined) return `SUBACK has the reserved return code ${reserved}`;
  return { packet: 'suback', packetId, granted };
}

function publish(bytes: Uint8Array): IncomingPacket | string {
  const first = bytes[0] ?? 0;
  const topicStart = bodyOffset(bytes) + 2;
  if (bytes.length < topicStart) return 'PUBLISH ends before its topic does';
  const topicEnd = topicStart + number(bytes, topicStart - 2);
  if (bytes.length < topicEnd) return 'PUBLISH ends before its topic does';
  const topic = bytes.subarray(topicStart, topicEnd);
  // [MQTT-1.5.3-1], [MQTT-1.5.3-2], [MQTT-3.3.2-1], [MQTT-3.3.2-2]
  if (!isTopicName(topic)) return topicFault(topic);
  const qos = qosOf(first);
  const retain = (first & 0b0001) !== 0;
  const dup = (first & 0b1000) !== 0;
  if (qos === 0) {
    return { packet: 'publish', topic, payload: bytes.subarray(topicEnd), qos, retain, dup };
  }
  if (bytes.length < topicEnd + 2) return 'PUBLISH ends before its packet identifier does';
  const packetId = number(bytes, topicEnd);
  if (packetId === 0) return zero('publish');
  const payload = bytes.subarray(topicEnd + 2);
  return { packet: 'publish', packetId, topic, payload, qos, retain, dup };
}

function qosOf(first: number): QoS {
  const qos = (first >> 1) & 3;
  return qos === 1 || qos === 2 ? qos : 0;
}

function topicFault(topic: Uint8Array): string {
  if (topic.length === 0) return 'PUBLISH has an empty topic';
  return isText(topic)
    ? 'the topic of PUBLISH has a wildcard in it'
    : 'the topic of PUBLISH is no UTF-8, or has U+0000 in it';
}

/** No packet identifier is zero [MQTT-2.3.1-1]. */
function zero(packet: string): string {
  return `${packet.toUpperCase()} has packet identifier 0`;
}

/** A number of two bytes, the more significant first. */
function number(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) * 256 + (bytes[offset + 1] ?? 0);
}
