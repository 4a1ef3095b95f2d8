import type { ListenerOptions } from './listener-options.ts';

/** Where a broker stands, what it speaks there and whom it lets in. */
export interface BrokerOptions extends ListenerOptions {
  /** Dotted IPv4 address. */
  readonly host: string;
  /** Further ports of the same broker. Default: none. */
  readonly listeners?: readonly ListenerOptions[];
  /** Who may connect; absent: anyone. */
  readonly users?: readonly { readonly username: string; readonly password: string }[];
  /**
   * No broker but a bare peer, which listens and records and does nothing
   * unless told. Default false.
   */
  readonly raw?: boolean;
}
