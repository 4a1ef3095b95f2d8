import type { IncomingPacket, OutgoingPacket } from './wire/packet.ts';

/** What the client began; a PUBREL it sends and a PUBREC it is sent belong there. */
const out = { sent: ['publish', 'pubrel'], received: ['puback', 'pubrec', 'pubcomp'] } as const;

/**
 * Names the exchange a packet belongs to, as the trace shows it. The two sides
 * number their messages independently, hence `out` and `in`. DISCONNECT and
 * QoS 0 belong to none.
 */
export function exchangeName(
  packet: OutgoingPacket | IncomingPacket,
  direction: 'sent' | 'received',
): string | undefined {
  switch (packet.packet) {
    case 'connect':
    case 'connack':
      return 'connect';
    case 'pingreq':
    case 'pingresp':
      return 'ping';
    case 'subscribe':
    case 'suback':
      return `subscribe ${packet.packetId}`;
    case 'unsubscribe':
    case 'unsuback':
      return `unsubscribe ${packet.packetId}`;
    case 'disconnect':
      return undefined;
    default: {
      if (packet.packetId === undefined) return undefined;
      const isOurs = out[direction].some((name) => name === packet.packet);
      return `${isOurs ? 'out' : 'in'} ${packet.packetId}`;
    }
  }
}
