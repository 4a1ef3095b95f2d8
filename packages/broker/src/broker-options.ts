/** Where a broker stands and whom it lets in. */
export interface BrokerOptions {
  /** Dotted IPv4 address. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
  /** Who may connect; absent: anyone. */
  readonly users?: readonly { readonly username: string; readonly password: string }[];
}
