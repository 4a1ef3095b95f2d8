import { toBytes, type ByteString } from '@w800/at';
import { finding, type Kernel } from '@w800/kernel';
import type { ExchangeResult, MqttClient, QoS } from '@w800/mqtt';

export interface OutgoingMessage {
  readonly topic: ByteString;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
}

/**
 * Publishes and says once how it went: after the exchange, or as soon as the
 * packet has left, whatever becomes of it. `done` has the first word only.
 */
export function publishThrough(
  kernel: Kernel,
  client: MqttClient,
  message: OutgoingMessage,
  waitForAcknowledgement: boolean,
  done: (result: ExchangeResult) => void,
): void {
  const packet = { ...message, topic: toBytes(message.topic) };
  if (waitForAcknowledgement) {
    client.publish(packet, done);
    return;
  }
  let answered = false;
  const ended = (result: ExchangeResult): void => {
    if (!answered) done(result);
    else if (result !== 'ok') kernel.trace.emit(finding, unacknowledged);
    answered = true;
  };
  client.publish(packet, ended, () => ended('ok'));
}

const unacknowledged = {
  id: 'mqtt.publish-unacknowledged',
  text: 'A publish was answered OK though the broker never acknowledged it.',
};
