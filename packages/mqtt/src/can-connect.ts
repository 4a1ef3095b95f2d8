import type { ConnectOptions } from './connect-options.ts';
import { isText } from './wire/text.ts';
import { textBytesMax } from './wire/text-bytes-max.ts';
import { isTopicName } from './wire/topic-name.ts';

/**
 * Whether a CONNECT can carry its texts. Client id, user name and will topic
 * are UTF-8 [MQTT-3.1.3-4], [MQTT-3.1.3-10], [MQTT-3.1.3-11]; an empty client
 * id goes with a clean session only [MQTT-3.1.3-7]. Password and will message
 * are any bytes.
 */
export function canConnect({ clientId, cleanSession, username, will }: ConnectOptions): boolean {
  if (!isString(clientId) || (clientId.length === 0 && !cleanSession)) return false;
  if (username !== undefined && !isString(username)) return false;
  return will === undefined || isTopicName(will.topic);
}

function isString(bytes: Uint8Array): boolean {
  return bytes.length <= textBytesMax && isText(bytes);
}
