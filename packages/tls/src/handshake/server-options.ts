import type { Duration, Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import type { Certificate, Identity } from '../certificate/certificate.ts';
import type { Entropy } from '../crypto/entropy.ts';
import type { GroupName } from '../crypto/key-exchange.ts';
import type { ServerFault } from './server-fault.ts';

/** How a server of the surroundings speaks TLS. */
export interface TlsServerOptions {
  readonly kernel: Kernel;
  /** Accepted, and without a user. */
  readonly stream: ByteStream;
  readonly entropy: Entropy;
  /** What the server can show: one, or one a kind of key. The suite decides which it is. */
  readonly identities: readonly Identity[];
  /**
   * Whether clients are asked for a certificate. One that is shown must be
   * good; `required` turns down a client without one. Default: not asked.
   */
  readonly clientCertificate?: 'ignored' | 'requested' | 'required';
  /** A client's chain must lead to one of these. Absent: any certificate will do. */
  readonly trust?: readonly Certificate[] | undefined;
  /** Seconds since 1970, for clients' chains. Default: dates are not checked. */
  readonly nowSeconds?: () => number | undefined;
  /**
   * Protocols the server speaks, the one it likes best first. A client that
   * offers none of them gets no_application_protocol. Default: the offer is ignored.
   */
  readonly alpn?: readonly Uint8Array[] | undefined;
  /** Names of the suites the server takes, as IANA has them. Default: all of the module's. */
  readonly suites?: readonly string[] | undefined;
  /** Whose order of suites decides. Default: the client's, as with OpenSSL. */
  readonly prefers?: 'client' | 'server';
  /** Groups the server takes. Default: all of the module's. */
  readonly groups?: readonly GroupName[] | undefined;
  /** The server speaks TLS 1.3 and nothing older. Default: it speaks TLS 1.2. */
  readonly isTls13Only?: boolean;
  /** Whether a client that offers to keep one gets a session ticket. Default: no. */
  readonly sendsTickets?: boolean;
  /** The most a record carries, 512 to 16,384 bytes. Default: 16,384. */
  readonly recordBytesMax?: number;
  /** How long each handshake message may take. Default: for ever. */
  readonly packetTimeoutNs?: Duration;
  /** What goes wrong. */
  readonly faults?: readonly ServerFault[];
}
