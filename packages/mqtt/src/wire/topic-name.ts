import { isText } from './text.ts';
import { textBytesMax } from './text-bytes-max.ts';

const plus = 0x2b;
const hash = 0x23;

/**
 * Whether bytes name a topic: text of 1 to 65,535 bytes [MQTT-4.7.3-1],
 * [MQTT-4.7.3-2], [MQTT-4.7.3-3] without a wildcard [MQTT-4.7.1-1], [MQTT-3.3.2-2].
 */
export function isTopicName(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length > textBytesMax) return false;
  return !bytes.includes(plus) && !bytes.includes(hash) && isText(bytes);
}
