import type { Kernel, Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { SessionEnd } from './client-events.ts';
import type { MqttFigures } from './figures.ts';
import type { KeptState } from './kept-state.ts';
import type { OutgoingPacket } from './wire/packet.ts';

/** What the parts of a client share. */
export interface Session {
  readonly kernel: Kernel;
  readonly heap: Heap;
  readonly figures: Values<MqttFigures>;
  readonly state: KeptState;
  /** Whether the state outlives the connection. */
  readonly keeps: boolean;
  /** Queues a packet; `written` follows when the transport has taken its last byte. */
  send(packet: OutgoingPacket, written?: () => void): void;
  /** Ends the session from this side or because the stream is gone. */
  close(reason: SessionEnd): void;
  /** Ends the session because of the packet that is being handled; `why` in plain words. */
  reject(why: string, reason?: 'protocol' | 'no-memory'): void;
}

/** Why a session or an attempt at one ended. */
export type Ending = SessionEnd | 'refused' | 'disconnect' | 'abort' | 'invalid';

/** Callbacks of exchanges that end with the session, to be called after `closed`. */
export type Answers = readonly (() => void)[];
