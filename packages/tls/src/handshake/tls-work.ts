import type { GroupName } from '../crypto/key-exchange.ts';

/** A computation that takes the module time. */
export type TlsWork =
  /** The peer's chain is parsed and verified. */
  | { readonly task: 'chain'; readonly certificates: number; readonly isVerified: boolean }
  /** The signature under a ServerKeyExchange or a CertificateVerify is checked. */
  | { readonly task: 'signature-check'; readonly key: 'rsa' | 'ec' }
  /** The premaster secret is made: two multiplications on a curve, or one RSA operation. */
  | {
      readonly task: 'key-exchange';
      readonly exchange: 'ecdhe' | 'ecdh' | 'rsa';
      /** The key that signed the exchange. */
      readonly authentication: 'rsa' | 'ecdsa';
      readonly group: GroupName | undefined;
    }
  /** This side signs the handshake. */
  | { readonly task: 'signature'; readonly key: 'rsa' | 'ec'; readonly bits: number };
