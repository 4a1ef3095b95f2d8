import { defineTraceKind, type TraceKind } from '@w800/kernel';
import type { ConnectOptions, Will } from './connect-options.ts';
import { exchangeName } from './exchange-name.ts';
import { shownText } from './shown-text.ts';
import type { IncomingPacket, OutgoingPacket } from './wire/packet.ts';
import { defaultLevel, protocolNames } from './wire/protocol.ts';

/** A packet as the trace shows it. Which fields are there depends on its type. */
export interface PacketRecord {
  /** Packet type in lower case: `connect`, `publish`. */
  readonly packet: string;
  /** Packet identifier. */
  readonly packetId?: number;
  /**
   * Ties the packets of one exchange together: `connect`, `ping`, `subscribe 3`,
   * `unsubscribe 4`, `out 5` for a PUBLISH of the client, `in 5` for one of the
   * broker. Absent at QoS 0 and for DISCONNECT, which are no exchanges.
   */
  readonly exchange?: string;
  readonly topic?: string;
  readonly payload?: Uint8Array;
  readonly qos?: number;
  readonly retain?: boolean;
  readonly dup?: boolean;
  readonly filter?: string;
  readonly granted?: readonly number[];
  readonly sessionPresent?: boolean;
  readonly returnCode?: number;
  readonly protocolName?: string;
  readonly protocolLevel?: number;
  readonly clientId?: string;
  readonly username?: string | undefined;
  /** A password's length stands for it: secrets stay out of the trace. */
  readonly passwordBytes?: number | undefined;
  readonly keepaliveSeconds?: number;
  readonly cleanSession?: boolean;
  readonly will?: WillRecord | undefined;
}

type WillRecord = {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: number;
  readonly retain: boolean;
};

export const mqttSent: TraceKind<PacketRecord> = defineTraceKind<PacketRecord>(
  'mqtt.sent',
  'The module handed a whole MQTT packet to the transport.',
);

export const mqttReceived: TraceKind<PacketRecord> = defineTraceKind<PacketRecord>(
  'mqtt.received',
  'The module received a whole, well-formed MQTT packet.',
);

/** A packet and its exchange, as data for the trace. */
export function packetRecord(
  packet: OutgoingPacket | IncomingPacket,
  direction: 'sent' | 'received',
): PacketRecord {
  const exchange = exchangeName(packet, direction);
  return exchange === undefined ? fields(packet) : { ...fields(packet), exchange };
}

function fields(packet: OutgoingPacket | IncomingPacket): PacketRecord {
  if (packet.packet === 'connect') return connectRecord(packet.options);
  if ('topic' in packet) return { ...packet, topic: shownText(packet.topic) };
  if ('filter' in packet) return { ...packet, filter: shownText(packet.filter) };
  return packet;
}

function connectRecord(options: ConnectOptions): PacketRecord {
  const { protocolLevel = defaultLevel } = options;
  return {
    packet: 'connect',
    protocolName: protocolNames[protocolLevel],
    protocolLevel,
    clientId: shownText(options.clientId),
    username: options.username && shownText(options.username),
    passwordBytes: options.password?.length,
    keepaliveSeconds: options.keepaliveSeconds,
    cleanSession: options.cleanSession,
    will: options.will && willRecord(options.will),
  };
}

function willRecord({ topic, payload, qos, retain }: Will): WillRecord {
  return { topic: shownText(topic), payload, qos, retain };
}
