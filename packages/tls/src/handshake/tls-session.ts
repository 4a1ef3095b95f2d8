import type { Certificate } from '../certificate/certificate.ts';
import type { VerifyFlag } from '../certificate/verify-flag.ts';
import type { CipherSuite } from '../crypto/cipher-suite.ts';
import type { GroupName } from '../crypto/key-exchange.ts';

/** What two peers have agreed on. No secret is part of it. */
export interface TlsSession {
  readonly suite: CipherSuite;
  /** Of an exchange on a curve. */
  readonly group: GroupName | undefined;
  /** The protocol both chose; undefined if none was. */
  readonly alpn: Uint8Array | undefined;
  /** The peer's chain, its own certificate first; empty if it showed none. */
  readonly peer: readonly Certificate[];
  /** What is wrong with that chain, if nobody insisted on it. */
  readonly flags: readonly VerifyFlag[];
  /** The host name the client asked for (SNI). */
  readonly serverName: string | undefined;
}
