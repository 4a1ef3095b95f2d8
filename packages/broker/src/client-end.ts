import type { Kernel } from '@w800/kernel';
import type { WriteShape } from './broker-end.ts';
import type { PacketRecord, Peer } from './packet-record.ts';
import type { RuleBook } from './rule-book.ts';
import type { WebSocketControl } from './websocket-control.ts';

/** What the connections of one broker have in common. */
export interface Surveillance {
  readonly kernel: Kernel;
  readonly book: RuleBook;
  readonly record: PacketRecord;
  shape: WriteShape;
  /** The broker has been closed for good. */
  closed: boolean;
}

/** The broker's end of one connection, as far as its user may handle it. */
export interface ClientEnd {
  readonly peer: Peer;
  /** Undefined: the client did not come by WebSocket. */
  readonly webSocket: WebSocketControl | undefined;
  /** Sends past every rule. */
  send(bytes: Uint8Array): void;
  /** Drops the TCP connection by RST, whatever is still to be sent. */
  drop(): void;
  /** Ends it by FIN behind what was written; what is delayed never comes. */
  finish(): void;
  /** The broker is no longer silent. */
  resume(): void;
}
