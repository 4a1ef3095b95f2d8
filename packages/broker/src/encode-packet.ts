import { Buffer } from 'node:buffer';
import { generate, type Packet } from 'mqtt-packet';
import { BrokerError } from './broker-error.ts';
import type { BrokerPacketInput } from './broker-packet-input.ts';

/** @throws BrokerError for fields that no bytes can say */
export function encodePacket(input: BrokerPacketInput): Uint8Array {
  const { flags, packet } = input;
  if (flags !== undefined && !(Number.isInteger(flags) && flags >= 0 && flags <= 15)) {
    throw refusal(packet, `flags ${flags}`);
  }
  const bytes = Uint8Array.from(generated(input));
  if (flags !== undefined) bytes[0] = ((bytes[0] ?? 0) & 0xf0) | flags;
  return bytes;
}

function generated(input: BrokerPacketInput): Uint8Array {
  try {
    return generate(packetOf(input));
  } catch (error) {
    throw refusal(input.packet, error instanceof Error ? error.message : String(error));
  }
}

function packetOf(input: BrokerPacketInput): Packet {
  const { packet: cmd, packetId: messageId = 0, subscriptions = [] } = input;
  const { topic = '', qos = 0, retain = false, dup = false } = input;
  switch (cmd) {
    case 'connect':
      return { cmd, clientId: '', clean: true, keepalive: 0 };
    case 'connack': {
      const { returnCode = 0, sessionPresent = false } = input;
      return { cmd, returnCode, sessionPresent };
    }
    case 'publish': {
      const payload = Buffer.from(input.payload ?? []);
      return { cmd, topic, payload, qos, retain, dup, messageId };
    }
    case 'subscribe':
      return { cmd, messageId, subscriptions: [...subscriptions] };
    case 'unsubscribe':
      return { cmd, messageId, unsubscriptions: subscriptions.map((each) => each.topic) };
    case 'suback':
      return { cmd, messageId, granted: [...(input.granted ?? [0])] };
    case 'pingreq':
    case 'pingresp':
    case 'disconnect':
      return { cmd };
    default:
      return { cmd, messageId } as Packet;
  }
}

function refusal(packet: string, what: string): BrokerError {
  return new BrokerError(
    'BROKER_BAD_PACKET',
    `no ${packet.toUpperCase()} can be made of this: ${what}`,
    'give its fields, or the bytes',
  );
}
