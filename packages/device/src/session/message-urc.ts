import { toBytes } from '@w800/at';
import type { MqttMessage } from '@w800/mqtt';

const head = toBytes('+MQTTSUBRECV:0,"');

/** `+MQTTSUBRECV:0,"<topic>",<length>,` and the payload as it came; no escapes. */
export function messageUrc(message: MqttMessage): Uint8Array {
  const { topic, payload } = message;
  const middle = toBytes(`",${payload.length},`);
  const urc = new Uint8Array(head.length + topic.length + middle.length + payload.length);
  urc.set(head, 0);
  urc.set(topic, head.length);
  urc.set(middle, head.length + topic.length);
  urc.set(payload, head.length + topic.length + middle.length);
  return urc;
}
