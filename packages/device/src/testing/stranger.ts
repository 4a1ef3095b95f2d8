import { CertificateMaker, type CertificateRequest, type MadeCertificate } from '@w800/tls';
import { SecureDesk } from './secure-desk.ts';

const daySeconds = 86_400;

export const maker = new CertificateMaker();
const lifetime = {
  notBefore: SecureDesk.now - 365 * daySeconds,
  notAfter: SecureDesk.now + 365 * daySeconds,
};

/** An authority that no module knows unless it is told of it. */
export const stranger: MadeCertificate = maker.make({
  subject: { CN: 'A stranger' },
  key: 'rsa-2048-ca',
  isCa: true,
  ...lifetime,
});

/** A server that the stranger vouches for, changed in some respect. */
export function serverOf(change: Partial<CertificateRequest> = {}): MadeCertificate {
  return maker.make({
    subject: { CN: 'broker.example' },
    dnsNames: ['broker.example'],
    issuer: stranger,
    key: 'rsa-2048-server',
    ...lifetime,
    ...change,
  });
}

export const strangerIdentity: MadeCertificate = serverOf();
