/** What a user can get wrong about certificates and keys. */
export type CertificateErrorCode =
  | 'CERTIFICATE_NOT_PEM'
  | 'CERTIFICATE_BAD_PEM'
  | 'CERTIFICATE_BAD_DER'
  | 'CERTIFICATE_IS_KEY'
  | 'CERTIFICATE_IS_REQUEST'
  | 'CERTIFICATE_REFUSED'
  | 'CERTIFICATE_KEY_TYPE'
  | 'CERTIFICATE_VERSION'
  | 'CERTIFICATE_SIGNATURE_TYPE'
  | 'KEY_NOT_PEM'
  | 'KEY_BAD_PEM'
  | 'KEY_BAD_DER'
  | 'KEY_IS_CERTIFICATE'
  | 'KEY_IS_PUBLIC'
  | 'KEY_ENCRYPTED'
  | 'KEY_TYPE'
  | 'KEY_MISMATCH'
  | 'SLOT_UNKNOWN'
  | 'SLOT_TOO_LARGE'
  | 'MAKE_BAD_REQUEST';

/** The user of the product handed over a certificate or a key that cannot be used. */
export class CertificateError extends Error {
  readonly code: CertificateErrorCode;
  /** How to put it right. */
  readonly fix: string;

  constructor(code: CertificateErrorCode, what: string, fix: string) {
    super(`${what} (${fix})`);
    this.name = 'CertificateError';
    this.code = code;
    this.fix = fix;
  }
}
