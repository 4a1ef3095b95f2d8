/** Which requests a DHCP server answers with NAK. */
export type DhcpRefusal = 'none' | 'requests' | 'renewals' | 'all';

/** What a DHCP server does and gives out. */
export interface DhcpBehaviour {
  /** Takes messages and answers none. */
  readonly silent: boolean;
  /** How much later than usual it answers, in nanoseconds. */
  readonly delayNs: number;
  readonly leaseSeconds: number;
  readonly refuses: DhcpRefusal;
  /** Other stations have every address: only who has one already is served. */
  readonly exhausted: boolean;
  /** A stranger uses the address that is given out next, and the server does not know. */
  readonly conflicts: boolean;
  /** Option 3; undefined: it is left out. */
  readonly gateway: string | undefined;
  /** Option 6; empty: it is left out. */
  readonly nameServers: readonly string[];
}
