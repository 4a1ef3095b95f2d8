import { p256, p384, p521 } from '@noble/curves/nist.js';
import { hexToBytes } from '@noble/curves/utils.js';
import type { PrivateKey, PublicKey } from '../certificate/certificate.ts';
import type { HashName } from './hash.ts';
import { signRsa, verifyRsa } from './rsa.ts';

/** As it is on the wire: a number as long as the key, or for ECDSA two in DER. */
export type Signature = Uint8Array;

const curves = { 'P-256': p256, 'P-384': p384, 'P-521': p521 };

/**
 * TLS signs a digest that is there already. Both halves of the curve are
 * signatures: that only the lower one counts is a rule of other protocols.
 */
const ecdsaOptions = { prehash: false, lowS: false, format: 'der' } as const;

/** DigestInfo up to the digest itself [RFC 8017 9.2 note 1]. */
const digestInfoStarts: Readonly<Record<HashName, Uint8Array>> = {
  md5: hexToBytes('3020300c06082a864886f70d020505000410'),
  sha1: hexToBytes('3021300906052b0e03021a05000414'),
  sha224: hexToBytes('302d300d06096086480165030402040500041c'),
  sha256: hexToBytes('3031300d060960864801650304020105000420'),
  sha384: hexToBytes('3041300d060960864801650304020205000430'),
  sha512: hexToBytes('3051300d060960864801650304020305000440'),
};

/**
 * Signs a digest made by `hash`: PKCS#1 v1.5 with an RSA key, else ECDSA with
 * the nonce of RFC 6979, so that the same digest is always signed alike.
 * @returns undefined if the key cannot be read, or is too short for the hash
 */
export function signDigest(
  key: PrivateKey,
  hash: HashName,
  digest: Uint8Array,
): Signature | undefined {
  if (key.kind === 'rsa') return signRsa(key, digestInfo(hash, digest));
  return curves[key.curve].sign(digest, key.scalar, ecdsaOptions);
}

/** Whether the signature is of that key over that digest, made by `hash`. */
export function verifyDigest(
  key: PublicKey,
  hash: HashName,
  digest: Uint8Array,
  signature: Signature,
): boolean {
  if (key.kind === 'rsa') return verifyRsa(key, digestInfo(hash, digest), signature);
  try {
    return curves[key.curve].verify(signature, digest, key.point, ecdsaOptions);
  } catch {
    // The curves library throws at what is no signature or no point at all.
    return false;
  }
}

function digestInfo(hash: HashName, digest: Uint8Array): Uint8Array {
  const start = digestInfoStarts[hash];
  const info = new Uint8Array(start.length + digest.length);
  info.set(start);
  info.set(digest, start.length);
  return info;
}
