import { CertificateMaker, type MadeCertificate } from '@w800/tls';

const validity = {
  notBefore: Date.UTC(2020, 0) / 1000,
  notAfter: Date.UTC(2100, 0) / 1000,
};

let made: MadeCertificate | undefined;

/** An authority that nobody trusts, the same in every run. */
export function stranger(): MadeCertificate {
  made ??= new CertificateMaker().make({
    subject: { CN: 'Somebody else' },
    key: 'p-256-ca',
    isCa: true,
    ...validity,
  });
  return made;
}
