import { defineTraceKind } from '@w800/kernel';

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

export const brokerSent = defineTraceKind<MessageRecord>(
  'broker.sent',
  'The broker sends a message to a client.',
);
