import { isText } from './text.ts';
import { textBytesMax } from './text-bytes-max.ts';

const plus = 0x2b;
const hash = 0x23;
const slash = 0x2f;

/**
 * Whether bytes are a topic filter [MQTT-3.8.3-1], [MQTT-3.10.3-1]: text of 1
 * to 65,535 bytes [MQTT-4.7.3-1], [MQTT-4.7.3-2], [MQTT-4.7.3-3] in which a
 * wildcard fills a whole level, `#` the last one only [MQTT-4.7.1-2], [MQTT-4.7.1-3].
 */
export function isTopicFilter(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length > textBytesMax || !isText(bytes)) return false;
  return bytes.every((byte, index) => {
    if (byte !== plus && byte !== hash) return true;
    const beginsLevel = index === 0 || bytes[index - 1] === slash;
    const isLast = index === bytes.length - 1;
    return beginsLevel && (isLast || (byte === plus && bytes[index + 1] === slash));
  });
}
