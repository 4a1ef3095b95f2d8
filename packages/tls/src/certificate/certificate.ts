import type { HashName } from '../crypto/hash.ts';
import type { DistinguishedName } from './distinguished-name.ts';

/** The curves that both mbedTLS's default profile and the twin know. */
export type EcCurve = 'P-256' | 'P-384' | 'P-521';

/** The public key of a certificate. */
export type PublicKey =
  | {
      readonly kind: 'rsa';
      readonly bits: number;
      readonly modulus: bigint;
      readonly exponent: bigint;
    }
  /** `point` is uncompressed: 04, x, y. */
  | { readonly kind: 'ec'; readonly curve: EcCurve; readonly point: Uint8Array };

/** A private key, as a slot holds it. */
export type PrivateKey =
  /** `der` is the RSAPrivateKey of PKCS#1. */
  | { readonly kind: 'rsa'; readonly bits: number; readonly der: Uint8Array }
  /** `scalar` is big-endian and as long as the curve's order. */
  | { readonly kind: 'ec'; readonly curve: EcCurve; readonly scalar: Uint8Array };

/** What a key may be used for, in the order of the bits of the keyUsage extension. */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'crlSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof keyUsages)[number];

/** What signs a certificate, and over what. */
export interface CertificateSignature {
  readonly kind: 'rsa' | 'ec';
  readonly hash: HashName;
  readonly bytes: Uint8Array;
}

/** An X.509 certificate, as far as a TLS peer looks at it. */
export interface Certificate {
  readonly der: Uint8Array;
  readonly version: 1 | 2 | 3;
  readonly serial: Uint8Array;
  /** `CN=W800 test CA, O=...`, for texts. */
  readonly subject: string;
  readonly issuer: string;
  /** The same names, to be compared. */
  readonly subjectName: DistinguishedName;
  readonly issuerName: DistinguishedName;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  readonly isCa: boolean;
  /** How many intermediate authorities may stand below this one; absent: any number. */
  readonly pathLength?: number;
  /** Absent: the certificate has no such extension, and its key may be used for anything. */
  readonly keyUsage?: readonly KeyUsage[];
  /** Object identifiers, `1.3.6.1.5.5.7.3.1` for a TLS server; absent as for `keyUsage`. */
  readonly extKeyUsage?: readonly string[];
  /** The dNSNames of subjectAltName; absent: no such extension, so the CN names the host. */
  readonly dnsNames?: readonly string[];
  /** Its IPv4 addresses. */
  readonly ipAddresses?: readonly string[];
  /** The bytes that `signature` covers. */
  readonly toBeSigned: Uint8Array;
  readonly signature: CertificateSignature;
}

/** What proves who somebody is: a chain, its own certificate first, and the key to that. */
export interface Identity {
  readonly chain: readonly Certificate[];
  readonly key: PrivateKey;
}
