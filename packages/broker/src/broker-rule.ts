import type { PacketName } from './packet-name.ts';

/** What befalls a packet. */
export type RuleAction =
  | { readonly do: 'drop' }
  /** Whole milliseconds. Packets behind it go ahead of it. */
  | { readonly do: 'delay'; readonly ms: number }
  /** Once more right behind, or that much later; a PUBLISH then has DUP 1. */
  | { readonly do: 'duplicate'; readonly ms?: number }
  | { readonly do: 'replace'; readonly bytes: Uint8Array }
  /** Ends the connection; with `deliver` the packet still goes through first. */
  | { readonly do: 'close'; readonly by: 'fin' | 'rst'; readonly deliver?: boolean };

/**
 * What befalls which packets. A packet obeys one rule: of those it matches,
 * the first set whose turn it is. The rules behind that one do not count it.
 */
export interface BrokerRule {
  readonly packet: PacketName | 'any';
  /** Absent: whoever sends it. */
  readonly from?: 'client' | 'broker';
  readonly clientId?: string;
  /** Of a PUBLISH, or among those of a SUBSCRIBE or UNSUBSCRIBE, literally. */
  readonly topic?: string;
  /** The rule begins with the n-th that matches from now on. Default 1. */
  readonly nth?: number;
  /** For how many it holds from there on. Default 1. */
  readonly times?: number | 'always';
  readonly action: RuleAction;
}

/** A rule in force. */
export interface RuleHandle {
  /** How many packets it has befallen. */
  readonly hits: number;
  /** Takes it back. */
  cancel(): void;
}
