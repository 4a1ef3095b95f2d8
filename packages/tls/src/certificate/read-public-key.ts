import { p256, p384, p521 } from '@noble/curves/nist.js';

import { CertificateError } from './certificate-error.ts';
import type { EcCurve, PublicKey } from './certificate.ts';
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

export const keyTypes = {
  rsa: '1.2.840.113549.1.1.1',
  ec: '1.2.840.10045.2.1',
} as const;

/** The object identifiers of the curves. */
export const curveTypes: Readonly<Record<EcCurve, string>> = {
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
  'P-521': '1.3.132.0.35',
};

export const curves = { 'P-256': p256, 'P-384': p384, 'P-521': p521 };

export function curveOf(type: string): EcCurve | undefined {
  return (Object.keys(curveTypes) as EcCurve[]).find((curve) => curveTypes[curve] === type);
}

/**
 * Reads a SubjectPublicKeyInfo.
 *
 * @throws CertificateError for a kind of key that the module cannot use
 */
export function readPublicKey(node: DerNode): PublicKey {
  const fields = new DerFields(node, 'the public key');
  const algorithm = new DerFields(fields.take(tags.sequence, 'algorithm'), 'the key algorithm');
  const bits = bitsOf(fields.take(tags.bitString, 'key'));
  fields.end();
  const type = oidOf(algorithm.take(tags.oid, 'type'));
  if (type === keyTypes.rsa) return readRsa(bits);
  if (type === keyTypes.ec) return readEc(oidOf(algorithm.take(tags.oid, 'curve')), bits);
  throw new CertificateError(
    'CERTIFICATE_KEY_TYPE',
    `the certificate has a key of type ${type}`,
    "the module's mbedTLS takes RSA and elliptic curve keys; Ed25519 and DSA are not among them",
  );
}

function readRsa(bits: Uint8Array): PublicKey {
  const fields = new DerFields(readDer(bits), 'the RSA key');
  const modulus = integerOf(fields.take(tags.integer, 'modulus'));
  const exponent = integerOf(fields.take(tags.integer, 'exponent'));
  fields.end();
  if (modulus <= 0n || exponent <= 2n) throw new DerFault('the RSA key is none');
  return { kind: 'rsa', bits: bitLength(modulus), modulus, exponent };
}

function readEc(type: string, bits: Uint8Array): PublicKey {
  const curve = curveOf(type);
  if (curve === undefined) {
    throw new CertificateError(
      'CERTIFICATE_KEY_TYPE',
      `the certificate has a key on the curve ${type}`,
      'P-256, P-384 and P-521 are the curves that the twin knows',
    );
  }
  try {
    return { kind: 'ec', curve, point: curves[curve].Point.fromBytes(bits).toBytes(false) };
  } catch {
    throw new DerFault(`the public key is no point of ${curve}`);
  }
}

export function bitLength(value: bigint): number {
  return value.toString(2).length;
}
