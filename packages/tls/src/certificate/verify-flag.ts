/**
 * What is wrong with a chain, by mbedTLS's names, in the order of its bits.
 * The module is built without revocation lists, so REVOKED cannot come up.
 *
 * Source: mbedTLS 3.4.0 x509.h, MBEDTLS_X509_BADCERT_*.
 */
export const verifyFlags = [
  'EXPIRED',
  'CN_MISMATCH',
  'NOT_TRUSTED',
  'MISSING',
  'OTHER',
  'FUTURE',
  'KEY_USAGE',
  'EXT_KEY_USAGE',
  'BAD_MD',
  'BAD_PK',
  'BAD_KEY',
] as const;

export type VerifyFlag = (typeof verifyFlags)[number];

/** The alerts with which a chain is turned down. */
export type CertificateAlert =
  | 'access_denied'
  | 'bad_certificate'
  | 'unsupported_certificate'
  | 'certificate_expired'
  | 'unknown_ca'
  | 'certificate_unknown';

/** Which flag speaks when several are set: the first of these. */
const alerts: readonly (readonly [VerifyFlag, CertificateAlert])[] = [
  ['OTHER', 'access_denied'],
  ['CN_MISMATCH', 'bad_certificate'],
  ['KEY_USAGE', 'unsupported_certificate'],
  ['EXT_KEY_USAGE', 'unsupported_certificate'],
  ['BAD_PK', 'unsupported_certificate'],
  ['BAD_KEY', 'unsupported_certificate'],
  ['EXPIRED', 'certificate_expired'],
  ['NOT_TRUSTED', 'unknown_ca'],
];

/**
 * The alert that tells the peer why its chain was turned down. A certificate
 * that is not valid yet (FUTURE) has none of its own: `certificate_unknown`.
 *
 * Source: mbedTLS 3.4.0 ssl_tls.c, ssl_parse_certificate_verify.
 */
export function alertOf(flags: readonly VerifyFlag[]): CertificateAlert {
  return alerts.find(([flag]) => flags.includes(flag))?.[1] ?? 'certificate_unknown';
}
