import type { HashName } from '../crypto/hash.ts';
import type { FixtureKeyName } from '../fixtures/fixture-key.ts';
import type { Certificate, Identity, KeyUsage } from './certificate.ts';

/** What a certificate is to say. */
export interface CertificateRequest {
  /** Attributes in their order: `{ CN: 'broker', O: 'Plant' }`. */
  readonly subject: Readonly<Record<string, string>>;
  /** By default the certificate signs itself. */
  readonly issuer?: MadeCertificate;
  /** Another key than the issuer's signs, which breaks the chain. */
  readonly signedBy?: FixtureKeyName;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly key: FixtureKeyName;
  /** By default false. */
  readonly isCa?: boolean;
  readonly pathLength?: number;
  /** By default, of an authority, `keyCertSign` and `crlSign`; otherwise none is named. */
  readonly keyUsage?: readonly KeyUsage[];
  /** `serverAuth`, `clientAuth`, `any` or an object identifier; by default none is named. */
  readonly extKeyUsage?: readonly string[];
  readonly dnsNames?: readonly string[];
  /** IPv4 addresses. */
  readonly ip?: readonly string[];
  /** By default SHA-256. */
  readonly signatureHash?: HashName;
  /** By default 3; a certificate of version 1 has no extensions. */
  readonly version?: 1 | 3;
}

/** A certificate, its key, and those above it, as values and as texts. */
export interface MadeCertificate extends Identity {
  readonly certificate: Certificate;
  readonly pem: string;
  readonly keyPem: string;
  /** The certificate and every authority above it but the one that signed itself. */
  readonly chainPem: string;
}
