import { digest } from '../crypto/hash.ts';
import { verifyDigest } from '../crypto/signature.ts';
import type { Certificate, PublicKey } from './certificate.ts';

/** It takes long, and the same chains are judged in every handshake. */
const judged = new WeakMap<Certificate, WeakMap<PublicKey, boolean>>();

/** Did the owner of this key sign the certificate? */
export function checkSignature(certificate: Certificate, by: PublicKey): boolean {
  const { kind, hash, bytes } = certificate.signature;
  if (by.kind !== kind) return false;
  const verdicts = judged.get(certificate) ?? new WeakMap<PublicKey, boolean>();
  judged.set(certificate, verdicts);
  const verdict =
    verdicts.get(by) ?? verifyDigest(by, hash, digest(hash, certificate.toBeSigned), bytes);
  verdicts.set(by, verdict);
  return verdict;
}
