import { parser, type Packet } from 'mqtt-packet';
import { bodyOffset } from './fixed-header.ts';
import type { IncomingPacket } from './packet.ts';

/** Body lengths that leave no choice, by packet type: CONNACK, acknowledgements, PINGRESP. */
const bodyBytesByType: Readonly<Record<number, number>> = {
  2: 2,
  4: 2,
  5: 2,
  6: 2,
  7: 2,
  11: 2,
  13: 0,
};

const bareAcknowledgements = ['puback', 'pubrec', 'pubrel', 'pubcomp', 'unsuback'] as const;

/** Turns whole packets from a broker into fields. */
export class Decoder {
  private readonly parser = parser({ protocolVersion: 4 });
  private parsed: Packet | undefined;

  constructor() {
    this.parser.on('packet', (packet) => {
      this.parsed = packet;
    });
    // Listened to, else the emitter throws. A packet in error is never emitted.
    this.parser.on('error', () => undefined);
  }

  /**
   * The packet, or undefined when it is malformed or none that a client may
   * be sent. Flags of the fixed header are checked here too [MQTT-2.2.2-2].
   */
  decode(bytes: Uint8Array): IncomingPacket | undefined {
    const bodyStart = bodyOffset(bytes);
    const bodyBytes = bodyBytesByType[(bytes[0] ?? 0) >> 4];
    if (bodyBytes !== undefined && bodyBytes !== bytes.length - bodyStart) return undefined;
    this.parsed = undefined;
    this.parser.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const parsed: Packet | undefined = this.parsed;
    return parsed === undefined ? undefined : incoming(parsed, bytes, bodyStart);
  }
}

function incoming(
  parsed: Packet,
  bytes: Uint8Array,
  bodyStart: number,
): IncomingPacket | undefined {
  const { cmd } = parsed;
  if (cmd === 'publish') return publish(parsed, bytes, bodyStart);
  if (cmd === 'pingresp') return { packet: cmd };
  if (cmd !== 'connack') return acknowledgement(parsed);
  const { sessionPresent, returnCode = 0 } = parsed;
  return { packet: cmd, sessionPresent, returnCode };
}

function acknowledgement(parsed: Packet): IncomingPacket | undefined {
  const exchange = parsed.messageId ?? 0;
  // No packet identifier is zero [MQTT-2.3.1-1]; the parser's -1 stands for a missing one.
  if (exchange < 1) return undefined;
  const { cmd } = parsed;
  if (cmd === 'suback') return { packet: cmd, exchange, granted: parsed.granted.map(Number) };
  return isBareAcknowledgement(cmd) ? { packet: cmd, exchange } : undefined;
}

function isBareAcknowledgement(cmd: string): cmd is (typeof bareAcknowledgements)[number] {
  return bareAcknowledgements.some((name) => name === cmd);
}

function publish(
  parsed: Packet & { cmd: 'publish' },
  bytes: Uint8Array,
  bodyStart: number,
): IncomingPacket | undefined {
  const { qos, retain, dup } = parsed;
  // DUP has no meaning at QoS 0 and must not be set there [MQTT-3.3.1-2].
  if (qos === 0 && dup) return undefined;
  // Topic and payload are cut from the bytes: the parser's text would lose what is not UTF-8.
  const topicStart = bodyStart + 2;
  const topicEnd = topicStart + (bytes[bodyStart] ?? 0) * 256 + (bytes[bodyStart + 1] ?? 0);
  const topic = bytes.subarray(topicStart, topicEnd);
  if (qos === 0) {
    return { packet: 'publish', topic, payload: bytes.subarray(topicEnd), qos, retain, dup };
  }
  const exchange = parsed.messageId ?? 0;
  if (exchange < 1) return undefined;
  const payload = bytes.subarray(topicEnd + 2);
  return { packet: 'publish', exchange, topic, payload, qos, retain, dup };
}
