import { bodyOffset } from './fixed-header.ts';
import { isText } from './text.ts';
import { isTopicName } from './topic-name.ts';

const withIdentifier: Readonly<Record<number, string>> = {
  4: 'PUBACK',
  5: 'PUBREC',
  6: 'PUBREL',
  7: 'PUBCOMP',
  9: 'SUBACK',
  11: 'UNSUBACK',
};
const connackType = 2;
const publishType = 3;
const subackType = 9;

/**
 * What is wrong with a whole packet from a broker behind its fixed header, in
 * plain words; undefined when nothing is. `headerFault` has found none.
 */
export function bodyFault(bytes: Uint8Array): string | undefined {
  const type = (bytes[0] ?? 0) >> 4;
  const start = bodyOffset(bytes);
  if (type === connackType) return connackFault(bytes[start]);
  if (type === publishType) return publishFault(bytes, start);
  const name = withIdentifier[type];
  if (name === undefined) return undefined;
  if (bytes.length < start + 2) return `${name} ends before its packet identifier does`;
  if (number(bytes, start) === 0) return identifierZero(name);
  return type === subackType ? grantedFault(bytes.subarray(start + 2)) : undefined;
}

function connackFault(flags = 0): string | undefined {
  return flags > 1 ? 'CONNACK has reserved acknowledge flags set' : undefined;
}

function publishFault(bytes: Uint8Array, start: number): string | undefined {
  const topicStart = start + 2;
  const topicEnd = topicStart + number(bytes, start);
  if (bytes.length < topicStart || bytes.length < topicEnd) {
    return 'PUBLISH ends before its topic does';
  }
  const topic = bytes.subarray(topicStart, topicEnd);
  // [MQTT-1.5.3-1], [MQTT-1.5.3-2], [MQTT-3.3.2-1], [MQTT-3.3.2-2]
  if (!isTopicName(topic)) return topicFault(topic);
  const qos = ((bytes[0] ?? 0) >> 1) & 3;
  if (qos === 0) return undefined;
  if (bytes.length < topicEnd + 2) return 'PUBLISH ends before its packet identifier does';
  return number(bytes, topicEnd) === 0 ? identifierZero('PUBLISH') : undefined;
}

function topicFault(topic: Uint8Array): string {
  if (topic.length === 0) return 'PUBLISH has an empty topic';
  return isText(topic)
    ? 'the topic of PUBLISH has a wildcard in it'
    : 'the topic of PUBLISH is no UTF-8, or has U+0000 in it';
}

/** [MQTT-3.9.3-2]: return codes other than 0, 1, 2 and 0x80 are reserved. */
function grantedFault(granted: Uint8Array): string | undefined {
  const reserved = granted.find((code) => code > 2 && code !== 0x80);
  return reserved === undefined ? undefined : `SUBACK has the reserved return code ${reserved}`;
}

/** No packet identifier is zero [MQTT-2.3.1-1]. */
function identifierZero(name: string): string {
  return `${name} has packet identifier 0`;
}

/** A number of two bytes, the more significant first. */
function number(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) * 256 + (bytes[offset + 1] ?? 0);
}
