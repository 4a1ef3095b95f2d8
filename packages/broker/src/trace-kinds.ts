import { defineTraceKind } from '@w800/kernel';
import type { BrokerPacket } from './broker-packet.ts';

/** What became of a client at the broker. */
export type ClientChange = 'connected' | 'disconnected' | 'failed';

export const brokerClient = defineTraceKind<{
  clientId: string;
  change: ClientChange;
  /** For `failed`: what the broker holds against it. */
  reason: string | undefined;
}>('broker.client', 'A client connected, disconnected or made a mistake.');

export interface MessageRecord {
  readonly clientId: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: number;
  readonly retain: boolean;
  readonly dup: boolean;
}

export const brokerReceived = defineTraceKind<MessageRecord>(
  'broker.received',
  'A client has published a message.',
);

export const brokerPacket = defineTraceKind<
  // The bytes only where they are no packet: of the others the fields say all.
  Omit<BrokerPacket, 'at' | 'bytes'> & { readonly bytes?: Uint8Array }
>('broker.packet', 'A packet between a client and the broker, and what a rule did to it.');
