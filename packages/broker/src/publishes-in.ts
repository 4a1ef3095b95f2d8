import { Buffer } from 'node:buffer';
import { parser, type IPublishPacket } from 'mqtt-packet';

/** The messages in a burst of whole MQTT packets. */
export function publishesIn(bytes: Uint8Array): readonly {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly dup: boolean;
}[] {
  const found: IPublishPacket[] = [];
  const reader = parser({ protocolVersion: 4 });
  reader.on('packet', (packet) => {
    if (packet.cmd === 'publish') found.push(packet);
  });
  reader.parse(Buffer.from(bytes));
  return found.map(({ topic, payload, qos, retain, dup }) => {
    return { topic, payload: new Uint8Array(Buffer.from(payload)), qos, retain, dup };
  });
}
