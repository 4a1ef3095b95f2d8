import type { Duration, Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import type { Certificate, Identity } from '../certificate/certificate.ts';
import type { Entropy } from '../crypto/entropy.ts';
import type { TlsWork } from './tls-work.ts';

/** How the module connects. What is not said is what the SDK's mbedTLS 3.4.0 does. */
export interface TlsClientOptions {
  readonly kernel: Kernel;
  /** Connected, and without a user. */
  readonly stream: ByteStream;
  readonly entropy: Entropy;
  /** The server's chain must lead to one of these. Absent: any certificate will do. */
  readonly trust?: readonly Certificate[] | undefined;
  /** What the client shows if the server asks. */
  readonly identity?: Identity | undefined;
  /** Protocols to offer, in order, of 1 to 255 bytes; none: no such extension. */
  readonly alpn?: readonly Uint8Array[];
  /** Seconds since 1970; undefined: dates are not checked, and the random carries no time. */
  readonly nowSeconds: () => number | undefined;
  /** How long each handshake message may take; starts anew with every message. */
  readonly packetTimeoutNs: Duration;
  /** What a computation takes. Default: nothing. */
  readonly cost?: (work: TlsWork) => Duration;
  /** Asked for by name (SNI). Default: not at all. */
  readonly serverName?: string | undefined;
  /** Held against the certificate's names, if there is `trust`. Default: not at all. */
  readonly checkHostName?: string | undefined;
  /** Whether a message may be spread over several records. Default: no, as mbedTLS 3.4.0. */
  readonly joinsFragments?: boolean;
  /**
   * Told the master secret once both sides have exchanged keys, as a line of an NSS
   * key log: `CLIENT_RANDOM <64 hex> <96 hex>`. Default: nobody is, and no line is made.
   */
  readonly secrets?: ((line: string) => void) | undefined;
}
