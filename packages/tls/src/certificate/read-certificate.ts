import { CertificateError } from './certificate-error.ts';
import { readTime } from './certificate-time.ts';
import type { Certificate, CertificateSignature } from './certificate.ts';
import {
  bitsOf,
  DerFault,
  DerFields,
  integerOf,
  oidOf,
  readDer,
  tags,
  type DerNode,
} from './der.ts';
import { formatName, sameBytes } from './distinguished-name.ts';
import { readPem, type PemBlock } from './pem.ts';
import { readExtensions, type Extensions } from './read-extensions.ts';
import { readName } from './read-name.ts';
import { readPublicKey } from './read-public-key.ts';

/**
 * The signature algorithms of mbedTLS as the module builds it: PKCS#1 v1.5 and
 * ECDSA. RSASSA-PSS is switched off.
 */
export const signatureTypes: readonly (readonly [
  type: string,
  kind: CertificateSignature['kind'],
  hash: CertificateSignature['hash'],
])[] = [
  ['1.2.840.113549.1.1.4', 'rsa', 'md5'],
  ['1.2.840.113549.1.1.5', 'rsa', 'sha1'],
  ['1.2.840.113549.1.1.14', 'rsa', 'sha224'],
  ['1.2.840.113549.1.1.11', 'rsa', 'sha256'],
  ['1.2.840.113549.1.1.12', 'rsa', 'sha384'],
  ['1.2.840.113549.1.1.13', 'rsa', 'sha512'],
  ['1.2.840.10045.4.1', 'ec', 'sha1'],
  ['1.2.840.10045.4.3.1', 'ec', 'sha224'],
  ['1.2.840.10045.4.3.2', 'ec', 'sha256'],
  ['1.2.840.10045.4.3.3', 'ec', 'sha384'],
  ['1.2.840.10045.4.3.4', 'ec', 'sha512'],
];

/**
 * Reads one certificate, DER or the first one of a PEM text, as strictly as
 * mbedTLS does.
 *
 * Source: mbedTLS 3.4.0 x509_crt.c, x509_crt_parse_der_core.
 *
 * @throws CertificateError
 */
export function readCertificate(input: Uint8Array | string): Certificate {
  if (typeof input === 'string') return readDerCertificate(certificateBlocks(input)[0].der);
  return readDerCertificate(input);
}

/**
 * Reads every certificate of a PEM text, in the order of the text. Keys beside
 * them are passed over.
 *
 * @throws CertificateError
 */
export function readChain(pem: string): readonly Certificate[] {
  return certificateBlocks(pem).map(({ der }) => readDerCertificate(der));
}

function certificateBlocks(pem: string): readonly [PemBlock, ...PemBlock[]] {
  const blocks = readPem(pem);
  if (blocks === undefined) {
    throw new CertificateError(
      'CERTIFICATE_BAD_PEM',
      'a PEM block is damaged',
      'every -----BEGIN X----- needs base64 and its -----END X----- after it',
    );
  }
  const [first, ...others] = blocks.filter(({ label }) => label === 'CERTIFICATE');
  if (first === undefined) throw noCertificate(blocks);
  return [first, ...others];
}

function noCertificate(blocks: readonly PemBlock[]): CertificateError {
  const label = blocks[0]?.label;
  if (label === undefined) {
    return new CertificateError(
      'CERTIFICATE_NOT_PEM',
      'the certificate is no PEM text',
      'it starts with -----BEGIN CERTIFICATE-----; openssl x509 -inform der turns DER into it',
    );
  }
  if (label.endsWith('KEY')) {
    return new CertificateError(
      'CERTIFICATE_IS_KEY',
      `'${label}' is a key where a certificate belongs`,
      'hand over the certificate that was issued for that key',
    );
  }
  if (label.endsWith('CERTIFICATE REQUEST')) {
    return new CertificateError(
      'CERTIFICATE_IS_REQUEST',
      'a certificate request is no certificate yet',
      'have an authority sign it',
    );
  }
  return new CertificateError(
    'CERTIFICATE_NOT_PEM',
    `'${label}' is not what a certificate is called`,
    'mbedTLS looks for -----BEGIN CERTIFICATE----- alone',
  );
}

function readDerCertificate(input: Uint8Array): Certificate {
  try {
    return readFields(readDer(input));
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    throw new CertificateError(
      'CERTIFICATE_BAD_DER',
      `the certificate cannot be read: ${fault.message}`,
      'openssl x509 -text shows what a good one holds',
    );
  }
}

function readFields(node: DerNode): Certificate {
  const outer = new DerFields(node, 'the certificate');
  const body = outer.take(tags.sequence, 'body');
  const outerAlgorithm = outer.take(tags.sequence, 'signature algorithm');
  const bytes = bitsOf(outer.take(tags.bitString, 'signature'));
  outer.end();

  const fields = new DerFields(body, 'the certificate');
  const version = readVersion(fields.optional(0xa0));
  const serial = fields.take(tags.integer, 'serial number').contents;
  const algorithm = fields.take(tags.sequence, 'signature algorithm');
  if (!sameBytes(algorithm.raw, outerAlgorithm.raw)) {
    throw new DerFault('the signature algorithm inside differs from the one outside');
  }
  const signature = { ...readSignatureType(algorithm), bytes };
  const issuerName = readName(fields.take(tags.sequence, 'issuer'), 'the issuer');
  const dates = new DerFields(fields.take(tags.sequence, 'validity'), 'the validity');
  const notBefore = readTime(dates.any('start'));
  const notAfter = readTime(dates.any('end'));
  dates.end();
  const subjectName = readName(fields.take(tags.sequence, 'subject'), 'the subject');
  const publicKey = readPublicKey(fields.take(tags.sequence, 'public key'));
  const extensions = readRest(fields, version);
  return {
    der: node.raw,
    version,
    serial,
    subject: formatName(subjectName),
    issuer: formatName(issuerName),
    subjectName,
    issuerName,
    notBefore,
    notAfter,
    publicKey,
    ...extensions,
    toBeSigned: body.raw,
    signature,
  };
}

function readVersion(node: DerNode | undefined): Certificate['version'] {
  if (node === undefined) return 1;
  const fields = new DerFields(node, 'the version', 0xa0);
  const number = integerOf(fields.take(tags.integer, 'number')) + 1n;
  fields.end();
  if (number === 1n) return 1;
  if (number === 2n) return 2;
  if (number === 3n) return 3;
  throw new CertificateError(
    'CERTIFICATE_VERSION',
    `the certificate is of version ${number}`,
    'mbedTLS knows the versions 1 to 3 of X.509',
  );
}

function readSignatureType(algorithm: DerNode): Pick<CertificateSignature, 'kind' | 'hash'> {
  const type = oidOf(new DerFields(algorithm, 'the algorithm').take(tags.oid, 'type'));
  const known = signatureTypes.find(([candidate]) => candidate === type);
  if (known === undefined) {
    throw new CertificateError(
      'CERTIFICATE_SIGNATURE_TYPE',
      `the certificate is signed by algorithm ${type}`,
      "the module's mbedTLS checks RSA PKCS#1 v1.5 and ECDSA; RSASSA-PSS is switched off",
    );
  }
  return { kind: known[1], hash: known[2] };
}

/** What follows the key: unique identifiers that nobody reads, and the extensions. */
function readRest(fields: DerFields, version: Certificate['version']): Extensions {
  if (version > 1) {
    for (const tag of [0xa1, 0x81, 0xa2, 0x82]) fields.optional(tag);
  }
  const wrapped = version === 3 ? fields.optional(0xa3) : undefined;
  fields.end();
  if (wrapped === undefined) return { isCa: false };
  const list = new DerFields(wrapped, 'the extensions', 0xa3);
  const extensions = readExtensions(list.any('list'));
  list.end();
  return extensions;
}
