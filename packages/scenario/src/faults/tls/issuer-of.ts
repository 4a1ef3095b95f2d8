import { verifyChain, type Certificate, type MadeCertificate } from '@w800/tls';
import type { KnownCertificates } from '../../world/known-certificates.ts';

/** The authority behind a certificate; undefined: it has signed itself, or nobody knows. */
export function issuerOf(
  own: Certificate,
  certificates: KnownCertificates,
): MadeCertificate | undefined {
  if (own.issuer === own.subject) return undefined;
  return certificates.names
    .flatMap((name) => certificates.get(name) ?? [])
    .find(({ certificate }) => hasSigned(certificate, own));
}

function hasSigned(authority: Certificate, own: Certificate): boolean {
  if (!authority.isCa || authority.subject !== own.issuer) return false;
  const { flags } = verifyChain({ chain: [own], trust: [authority], purpose: 'server' });
  return !flags.includes('NOT_TRUSTED');
}
