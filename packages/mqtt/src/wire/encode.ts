import { generate, writeToStream } from 'mqtt-packet';
import type { ConnectOptions } from '../connect-options.ts';
import { bodyOffset } from './fixed-header.ts';
import type {
  OutgoingPacket,
  PublishPacket,
  SubscribePacket,
  UnsubscribePacket,
} from './packet.ts';
import { protocol } from './protocol.ts';

// The codec would else prepare a buffer for each of the 65,536 numbers at the first packet.
writeToStream.cacheNumbers = false;

// Its code takes bytes wherever its types ask for text, topics of SUBSCRIBE and will excepted.
const generateBytes = generate as (packet: object) => Uint8Array;

/** The bytes of a packet on the wire. */
export function encode(packet: OutgoingPacket): Uint8Array {
  if (packet.packet === 'connect') return connect(packet.options);
  if (packet.packet === 'publish') return publish(packet);
  if ('filter' in packet) return filtered(packet);
  if ('exchange' in packet) {
    // [MQTT-2.3.1-6]: an acknowledgement repeats the identifier it was given.
    return generateBytes({ cmd: packet.packet, messageId: packet.exchange });
  }
  return generateBytes({ cmd: packet.packet });
}

function connect(options: ConnectOptions): Uint8Array {
  const { will } = options;
  const bytes = generateBytes({
    cmd: 'connect',
    protocolId: protocol.name,
    protocolVersion: protocol.level,
    clientId: buffer(options.clientId),
    clean: options.cleanSession,
    keepalive: options.keepaliveSeconds,
    username: options.username && buffer(options.username),
    password: options.password && buffer(options.password),
    will: will && {
      topic: placeholder(will.topic),
      payload: buffer(will.payload),
      qos: will.qos,
      retain: will.retain,
    },
  });
  if (will === undefined) return bytes;
  // Ten bytes of variable header, the client id, then the topic, each behind its length.
  const topicOffset = bodyOffset(bytes) + 10 + 2 + options.clientId.length + 2;
  return filled(bytes, topicOffset, will.topic);
}

/** A PUBLISH of QoS 0 carries no packet identifier [MQTT-2.3.1-5]. */
function publish({ exchange, topic, payload, qos, retain, dup }: PublishPacket): Uint8Array {
  return generateBytes({
    cmd: 'publish',
    messageId: exchange,
    topic: buffer(topic),
    payload: buffer(payload),
    qos,
    retain,
    dup,
  });
}

/** SUBSCRIBE or UNSUBSCRIBE: an identifier and the filter, each of them behind two bytes. */
function filtered(packet: SubscribePacket | UnsubscribePacket): Uint8Array {
  const topic = placeholder(packet.filter);
  const bytes = generateBytes({
    cmd: packet.packet,
    messageId: packet.exchange,
    ...('qos' in packet
      ? { subscriptions: [{ topic, qos: packet.qos }] }
      : { unsubscriptions: [topic] }),
  });
  return filled(bytes, bodyOffset(bytes) + 2 + 2, packet.filter);
}

/** Text of as many bytes, to be overwritten: a host may name topics in any encoding. */
function placeholder(bytes: Uint8Array): string {
  return '-'.repeat(bytes.length);
}

function filled(packet: Uint8Array, offset: number, bytes: Uint8Array): Uint8Array {
  packet.set(bytes, offset);
  return packet;
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
