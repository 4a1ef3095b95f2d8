import type { Kernel } from '@w800/kernel';
import type { WriteShape } from './broker-end.ts';
import type { PacketRecord, Peer } from './packet-record.ts';
import type { RuleBook } from './rule-book.ts';

/** What the connections of one broker have in common. */
export interface Surveillance {
  readonly kernel: Kernel;
  readonly book: RuleBook;
  readonly record: PacketRecord;
  shape: WriteShape;
}

/** The broker's end of one connection, as far as its user may handle it. */
export interface ClientEnd {
  readonly peer: Peer;
  /** Sends past every rule. */
  send(bytes: Uint8Array): void;
  /** Drops the TCP connection by RST, whatever is still to be sent. */
  drop(): void;
  /** Ends it by FIN behind what was written; what is delayed never comes. */
  finish(): void;
  /** The broker is no longer silent. */
  resume(): void;
}
