/** Where a broker stands and whom it lets in. */
export interface BrokerOptions {
  /** Dotted IPv4 address. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
  /** Who may connect; absent: anyone. */
  readonly users?: readonly { readonly username: string; readonly password: string }[];
  /**
   * No broker but a bare peer, which listens and records and does nothing
   * unless told. Default false.
   */
  readonly raw?: boolean;
}
