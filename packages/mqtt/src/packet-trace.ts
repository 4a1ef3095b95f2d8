import { defineTraceKind, type TraceKind } from '@w800/kernel';
import type { ConnectOptions, Will } from './connect-options.ts';
import type { IncomingPacket, OutgoingPacket } from './wire/packet.ts';
import { protocol } from './wire/protocol.ts';

/** A packet as the trace shows it. Which fields are there depends on its type. */
export interface PacketRecord {
  /** Packet type in lower case: `connect`, `publish`. */
  readonly packet: string;
  /** Packet identifier, which ties the packets of one exchange together. */
  readonly exchange?: number;
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

/** The fields of a packet, as data for the trace. */
export function packetRecord(packet: OutgoingPacket | IncomingPacket): PacketRecord {
  if (packet.packet === 'connect') return connectRecord(packet.options);
  if ('topic' in packet) return { ...packet, topic: text(packet.topic) };
  if ('filter' in packet) return { ...packet, filter: text(packet.filter) };
  return packet;
}

function connectRecord(options: ConnectOptions): PacketRecord {
  return {
    packet: 'connect',
    protocolName: protocol.name,
    protocolLevel: protocol.level,
    clientId: text(options.clientId),
    username: options.username && text(options.username),
    passwordBytes: options.password?.length,
    keepaliveSeconds: options.keepaliveSeconds,
    cleanSession: options.cleanSession,
    will: options.will && willRecord(options.will),
  };
}

function willRecord({ topic, payload, qos, retain }: Will): WillRecord {
  return { topic: text(topic), payload, qos, retain };
}

/** As a reader would see it; bytes that are no UTF-8 become replacement characters. */
function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
