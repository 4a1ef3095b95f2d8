import { writeToStream } from 'mqtt-packet';
import type { ConnectOptions } from '../connect-options.ts';
import { asBuffer } from './as-buffer.ts';
import { bodyOffset } from './fixed-header.ts';
import type {
  OutgoingPacket,
  PublishPacket,
  SubscribePacket,
  UnsubscribePacket,
} from './packet.ts';
import { PacketSink } from './packet-sink.ts';
import { defaultLevel, protocolNames } from './protocol.ts';

// The codec would else prepare a buffer for each of the 65,536 numbers at the first packet.
writeToStream.cacheNumbers = false;

const sink = new PacketSink();

/** The codec takes bytes where its types ask for text, topics of SUBSCRIBE and will excepted. */
function generateBytes(packet: object): Uint8Array {
  const write = writeToStream as unknown as (packet: object, sink: PacketSink) => void;
  write(packet, sink);
  return sink.take();
}

/**
 * The bytes of a packet on the wire: reserved flags as the standard has them
 * [MQTT-2.2.2-1], nothing that is not in it [MQTT-7.0.0-2].
 */
export function encode(packet: OutgoingPacket): Uint8Array {
  if (packet.packet === 'connect') return connect(packet.options);
  if (packet.packet === 'publish') return publish(packet);
  if ('filter' in packet) return filtered(packet);
  // [MQTT-2.3.1-6]: an acknowledgement repeats the identifier it was given. [MQTT-3.6.1-1]
  const messageId = 'packetId' in packet ? packet.packetId : undefined;
  return generateBytes({ cmd: packet.packet, messageId });
}

/**
 * The payload is client id [MQTT-3.1.3-3], will topic and will message, user
 * name, password, in this order [MQTT-3.1.3-1]. Connect flags and payload come
 * from the same fields, so each flag stands for what is there: those of the
 * will [MQTT-3.1.2-9], [MQTT-3.1.2-11], [MQTT-3.1.2-13], [MQTT-3.1.2-15], that
 * of the user name [MQTT-3.1.2-18], [MQTT-3.1.2-19] and that of the password
 * [MQTT-3.1.2-20], [MQTT-3.1.2-21].
 */
function connect(options: ConnectOptions): Uint8Array {
  const { will, protocolLevel = defaultLevel } = options;
  const protocolName = protocolNames[protocolLevel];
  const bytes = generateBytes({
    cmd: 'connect',
    protocolId: protocolName,
    protocolVersion: protocolLevel,
    clientId: asBuffer(options.clientId),
    clean: options.cleanSession,
    keepalive: options.keepaliveSeconds,
    username: options.username && asBuffer(options.username),
    password: options.password && asBuffer(options.password),
    will: will && {
      topic: placeholder(will.topic),
      payload: asBuffer(will.payload),
      qos: will.qos,
      retain: will.retain,
    },
  });
  if (will === undefined) return bytes;
  // The protocol's name, four more bytes, the client id and the topic; each text behind its length.
  const clientIdOffset = bodyOffset(bytes) + 2 + protocolName.length + 4 + 2;
  const topicOffset = clientIdOffset + options.clientId.length + 2;
  return filled(bytes, topicOffset, will.topic);
}

/** The topic is first [MQTT-3.3.2-1]; QoS 0 carries no packet identifier [MQTT-2.3.1-5]. */
function publish({ packetId, topic, payload, qos, retain, dup }: PublishPacket): Uint8Array {
  return generateBytes({
    cmd: 'publish',
    messageId: packetId,
    topic: asBuffer(topic),
    payload: asBuffer(payload),
    qos,
    retain,
    dup,
  });
}

/**
 * SUBSCRIBE [MQTT-3.8.1-1] or UNSUBSCRIBE [MQTT-3.10.1-1]: an identifier and
 * the filter behind its two bytes of length.
 */
function filtered(packet: SubscribePacket | UnsubscribePacket): Uint8Array {
  const topic = placeholder(packet.filter);
  const bytes = generateBytes({
    cmd: packet.packet,
    messageId: packet.packetId,
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
