import { digest } from '../crypto/hash.ts';
import { verifyDigest } from '../crypto/signature.ts';
import type { Certificate, PublicKey } from './certificate.ts';

/** Did the owner of this key sign the certificate? */
export function checkSignature(certificate: Certificate, by: PublicKey): boolean {
  const { kind, hash, bytes } = certificate.signature;
  if (by.kind !== kind) return false;
  return verifyDigest(by, hash, digest(hash, certificate.toBeSigned), bytes);
}
