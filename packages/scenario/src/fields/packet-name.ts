import type { PacketName } from '@w800/broker';
import { z } from 'zod';

/** Every packet of MQTT, and which ends send it. */
export const packetSenders: Readonly<Record<PacketName, readonly ('client' | 'broker')[]>> = {
  connect: ['client'],
  connack: ['broker'],
  publish: ['client', 'broker'],
  puback: ['client', 'broker'],
  pubrec: ['client', 'broker'],
  pubrel: ['client', 'broker'],
  pubcomp: ['client', 'broker'],
  subscribe: ['client'],
  suback: ['broker'],
  unsubscribe: ['client'],
  unsuback: ['broker'],
  pingreq: ['client'],
  pingresp: ['broker'],
  disconnect: ['client'],
};

export const packetNames = Object.keys(packetSenders) as readonly PacketName[];

/** A field naming the packets a rule is about. */
export function packetName(description: string) {
  return z.enum([...packetNames, 'any']).meta({ description });
}
