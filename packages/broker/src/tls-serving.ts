import type { Certificate, GroupName, Identity, ServerFault } from '@w800/tls';

/** How a listener speaks TLS 1.2. What is left out is what OpenSSL does by itself. */
export interface TlsServing {
  /** What it can show: one, or one a kind of key. The suite decides which it is. */
  readonly identities: readonly Identity[];
  /** Their authority has taken them back, which a client would have to ask it. Default false. */
  readonly revoked?: boolean;
  /**
   * Whether clients are asked for a certificate. One that is shown must be
   * good; `required` turns down a client without one. Default: `ignored`.
   */
  readonly clientCertificate?: 'ignored' | 'requested' | 'required';
  /** A client's chain must lead to one of these. Absent: any certificate will do. */
  readonly trust?: readonly Certificate[];
  /**
   * Protocols it speaks, the one it likes best first. A client that offers
   * none of them is turned down. Absent or empty: the offer is ignored.
   */
  readonly alpn?: readonly Uint8Array[];
  /** Names of the suites it takes, as IANA has them. Default: all of the module's. */
  readonly suites?: readonly string[];
  /** Groups it takes. Default: all of the module's. */
  readonly groups?: readonly GroupName[];
  /** It speaks TLS 1.3 and nothing older. Default false. */
  readonly isTls13Only?: boolean;
  /** The most a record carries, 512 to 16,384 bytes. Default 16,384. */
  readonly recordBytesMax?: number;
  /** Seconds since 1970, for clients' chains. Default: their dates are not checked. */
  readonly nowSeconds?: () => number | undefined;
  /** What goes wrong in every handshake. Default: nothing. */
  readonly faults?: readonly ServerFault[];
}
