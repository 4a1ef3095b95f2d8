/** The public key of a certificate. */
export type PublicKey =
  | { readonly kind: 'rsa'; readonly bits: number; readonly modulus: bigint; readonly exponent: bigint }
  /** `point` is uncompressed: 04, x, y. */
  | { readonly kind: 'ec'; readonly curve: 'P-256' | 'P-384' | 'P-521'; readonly point: Uint8Array };

/** A private key, as a slot holds it. */
export type PrivateKey =
  | { readonly kind: 'rsa'; readonly bits: number; readonly der: Uint8Array }
  | { readonly kind: 'ec'; readonly curve: 'P-256' | 'P-384' | 'P-521'; readonly scalar: Uint8Array };

/** An X.509 certificate, as far as a TLS peer looks at it. */
export interface Certificate {
  readonly der: Uint8Array;
  /** `CN=W800 test CA,O=...`, for texts. */
  readonly subject: string;
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  readonly isCa: boolean;
}
