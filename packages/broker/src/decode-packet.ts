import { Buffer } from 'node:buffer';
import { parser, type Packet } from 'mqtt-packet';
import type { BrokerPacket } from './broker-packet.ts';
import type { Frame } from './packet-framer.ts';

/** What the bytes of a packet say. */
export type PacketFields = Omit<BrokerPacket, 'at' | 'clientId' | 'from' | 'bytes' | 'fate'>;

/** Decodes one packet; a body that cannot be makes it malformed. */
export function decodePacket({ name, bytes }: Frame): PacketFields {
  if (name === 'malformed') return { packet: name };
  let decoded: Packet | undefined;
  const reader = parser({ protocolVersion: 4 });
  reader.on('packet', (packet) => {
    decoded = packet;
  });
  reader.on('error', () => {});
  reader.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  return decoded === undefined ? { packet: 'malformed' } : { packet: name, ...fieldsOf(decoded) };
}

function fieldsOf(packet: Packet): Omit<PacketFields, 'packet'> {
  const id = packet.messageId === undefined ? {} : { packetId: packet.messageId };
  switch (packet.cmd) {
    case 'connect':
      return connectFields(packet);
    case 'connack': {
      const { returnCode, sessionPresent } = packet;
      return { returnCode: returnCode ?? 0, sessionPresent };
    }
    case 'publish': {
      const { topic, qos, retain, dup } = packet;
      return { ...id, topic, payload: bytesOf(packet.payload), qos, retain, dup };
    }
    case 'subscribe':
      return {
        ...id,
        subscriptions: packet.subscriptions.map(({ topic, qos }) => ({ topic, qos })),
      };
    case 'unsubscribe':
      return { ...id, subscriptions: packet.unsubscriptions.map((topic) => ({ topic, qos: 0 })) };
    case 'suback':
      return { ...id, granted: packet.granted.map(Number) };
    default:
      return id;
  }
}

function connectFields(packet: Extract<Packet, { cmd: 'connect' }>): Omit<PacketFields, 'packet'> {
  const { protocolVersion = 4, username, keepalive = 0, clean = false, will } = packet;
  return {
    protocolLevel: protocolVersion,
    keepaliveSeconds: keepalive,
    cleanSession: clean,
    ...(username === undefined ? {} : { username }),
    ...(will === undefined
      ? {}
      : {
          will: {
            topic: will.topic,
            payload: bytesOf(will.payload),
            qos: will.qos ?? 0,
            retain: will.retain ?? false,
          },
        }),
  };
}

/** A copy that does not keep the segment it came in. */
function bytesOf(payload: string | Buffer): Uint8Array {
  return Uint8Array.from(Buffer.from(payload));
}
