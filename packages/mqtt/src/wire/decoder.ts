import { parser, type IPublishPacket, type Packet } from 'mqtt-packet';
import { asBuffer } from './as-buffer.ts';
import { bodyFault } from './body-fault.ts';
import { bodyOffset } from './fixed-header.ts';
import type { IncomingPacket } from './packet.ts';

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
   * The fields of a packet, or what is wrong with it in plain words; then the
   * decoder is of no more use. The fixed header has been found in order by
   * `headerFault`.
   */
  decode(bytes: Uint8Array): IncomingPacket | string {
    const fault = bodyFault(bytes);
    if (fault !== undefined) return fault;
    this.parsed = undefined;
    this.parser.parse(asBuffer(bytes));
    const parsed: Packet | undefined = this.parsed;
    return (parsed && incoming(parsed, bytes)) ?? 'the codec cannot read this packet';
  }
}

function incoming(parsed: Packet, bytes: Uint8Array): IncomingPacket | undefined {
  const { cmd, messageId: packetId = 0 } = parsed;
  switch (cmd) {
    case 'publish':
      return publish(parsed, bytes);
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'unsuback':
      return { packet: cmd, packetId };
    case 'suback':
      return { packet: cmd, packetId, granted: parsed.granted.map(Number) };
    case 'connack':
      return { packet: cmd, ...connackFields(parsed) };
    case 'pingresp':
      return { packet: cmd };
    default:
      return undefined;
  }
}

function connackFields(parsed: Packet & { cmd: 'connack' }) {
  return { sessionPresent: parsed.sessionPresent, returnCode: parsed.returnCode ?? 0 };
}

/** Topic and payload are cut from the bytes: what the codec gives of them are copies. */
function publish(
  { qos, retain, dup, messageId }: IPublishPacket,
  bytes: Uint8Array,
): IncomingPacket {
  const topicStart = bodyOffset(bytes) + 2;
  const topicEnd = topicStart + (bytes[topicStart - 2] ?? 0) * 256 + (bytes[topicStart - 1] ?? 0);
  const topic = bytes.subarray(topicStart, topicEnd);
  if (qos === 0) {
    return { packet: 'publish', topic, payload: bytes.subarray(topicEnd), qos, retain, dup };
  }
  const payload = bytes.subarray(topicEnd + 2);
  return { packet: 'publish', packetId: messageId ?? 0, topic, payload, qos, retain, dup };
}
