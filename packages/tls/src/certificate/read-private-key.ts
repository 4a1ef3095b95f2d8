import { CertificateError } from './certificate-error.ts';
import type { EcCurve, PrivateKey } from './certificate.ts';
import { DerFault, DerFields, integerOf, oidOf, readDer, tags, type DerNode } from './der.ts';
import { readPem, type PemBlock } from './pem.ts';
import { bitLength, curveOf, curves, keyTypes } from './read-public-key.ts';

/**
 * Reads a private key: PKCS#1 (`RSA PRIVATE KEY`), SEC 1 (`EC PRIVATE KEY`) or
 * PKCS#8 (`PRIVATE KEY`), without a password.
 *
 * Source: mbedTLS 3.4.0 pkparse.c, mbedtls_pk_parse_key.
 *
 * @throws CertificateError
 */
export function readPrivateKey(input: Uint8Array | string): PrivateKey {
  const der = typeof input === 'string' ? keyBlock(input).der : input;
  try {
    return readKey(readDer(der));
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    throw new CertificateError(
      'KEY_BAD_DER',
      `the private key cannot be read: ${fault.message}`,
      'openssl pkey -check tells whether a key is whole',
    );
  }
}

function keyBlock(pem: string): PemBlock {
  const blocks = readPem(pem);
  if (blocks === undefined) {
    throw new CertificateError(
      'KEY_BAD_PEM',
      'a PEM block is damaged',
      'every -----BEGIN X----- needs base64 and its -----END X----- after it',
    );
  }
  const key = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (key === undefined) throw noKey(blocks);
  if (key.isEncrypted) {
    throw new CertificateError(
      'KEY_ENCRYPTED',
      'the private key is locked with a password, which the module is never told',
      'openssl pkey -in locked.pem -out key.pem writes it open',
    );
  }
  return key;
}

function noKey(blocks: readonly PemBlock[]): CertificateError {
  const label = blocks[0]?.label;
  if (label?.endsWith('CERTIFICATE') === true) {
    return new CertificateError(
      'KEY_IS_CERTIFICATE',
      'a certificate stands where its private key belongs',
      'hand over the file that starts with -----BEGIN PRIVATE KEY-----',
    );
  }
  if (label?.endsWith('PUBLIC KEY') === true) {
    return new CertificateError(
      'KEY_IS_PUBLIC',
      'a public key stands where the private one belongs',
      'hand over the file that starts with -----BEGIN PRIVATE KEY-----',
    );
  }
  return new CertificateError(
    'KEY_NOT_PEM',
    'the private key is no PEM text',
    'it starts with -----BEGIN PRIVATE KEY-----; openssl pkey -inform der turns DER into it',
  );
}

/** The three formats differ in what follows the version. */
function readKey(node: DerNode): PrivateKey {
  const fields = new DerFields(node, 'the key');
  fields.take(tags.integer, 'version');
  const algorithm = fields.optional(tags.sequence);
  if (algorithm !== undefined) return readPkcs8(algorithm, fields);
  const scalar = fields.optional(tags.octetString);
  if (scalar !== undefined) return readEc(node);
  return readRsa(node);
}

function readPkcs8(algorithm: DerNode, fields: DerFields): PrivateKey {
  const parameters = new DerFields(algorithm, 'the key algorithm');
  const type = oidOf(parameters.take(tags.oid, 'type'));
  const inner = fields.take(tags.octetString, 'key').contents;
  if (type === keyTypes.rsa) return readRsa(readDer(inner));
  if (type === keyTypes.ec) {
    return readEc(readDer(inner), oidOf(parameters.take(tags.oid, 'curve')));
  }
  throw new CertificateError(
    'KEY_TYPE',
    `the private key is of type ${type}`,
    "the module's mbedTLS takes RSA and elliptic curve keys; Ed25519 and DSA are not among them",
  );
}

function readRsa(node: DerNode): PrivateKey {
  const fields = new DerFields(node, 'the RSA key');
  fields.take(tags.integer, 'version');
  const [modulus, , , p, q] = ['modulus', 'exponent', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((what) =>
    integerOf(fields.take(tags.integer, what)),
  ) as [bigint, bigint, bigint, bigint, bigint];
  fields.end();
  if (p * q !== modulus) throw new DerFault('the primes of the RSA key do not make its modulus');
  return { kind: 'rsa', bits: bitLength(modulus), der: node.raw };
}

function readEc(node: DerNode, outerCurve?: string): PrivateKey {
  const fields = new DerFields(node, 'the key');
  fields.take(tags.integer, 'version');
  const written = fields.take(tags.octetString, 'scalar').contents;
  const inner = fields.optional(0xa0)?.children[0];
  const type = outerCurve ?? (inner === undefined ? '' : oidOf(inner));
  const curve = curveOf(type);
  if (curve === undefined) {
    throw new CertificateError(
      'KEY_TYPE',
      `the private key is on the curve ${type === '' ? 'that it does not name' : type}`,
      'P-256, P-384 and P-521 are the curves that the twin knows',
    );
  }
  return { kind: 'ec', curve, scalar: checkScalar(curve, written) };
}

function checkScalar(curve: EcCurve, written: Uint8Array): Uint8Array {
  const length = curves[curve].Point.Fn.BYTES;
  const scalar = new Uint8Array(length);
  if (written.length > length) throw new DerFault(`the scalar is too long for ${curve}`);
  scalar.set(written, length - written.length);
  if (!curves[curve].utils.isValidSecretKey(scalar)) {
    throw new DerFault(`the scalar is no key of ${curve}`);
  }
  return scalar;
}
