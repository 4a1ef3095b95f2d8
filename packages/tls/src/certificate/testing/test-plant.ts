import { CertificateMaker } from '../make-certificate.ts';
import type { CertificateRequest, MadeCertificate } from '../certificate-request.ts';

/** The moment at which the plant's certificates are in the middle of their lives. */
export const noon = 1_700_000_000;
export const day = 86_400;

type Change = Partial<CertificateRequest>;

/** An authority, an intermediate one, and a server under each: short to ask for, cheap to sign. */
export class TestPlant {
  readonly maker = new CertificateMaker();

  root(change: Change = {}): MadeCertificate {
    return this.#make({ subject: { CN: 'Root', O: 'Plant' }, key: 'p-256-ca', isCa: true }, change);
  }

  intermediate(issuer: MadeCertificate, change: Change = {}): MadeCertificate {
    const subject = { CN: 'Intermediate', O: 'Plant' };
    return this.#make({ subject, issuer, key: 'p-384', isCa: true }, change);
  }

  server(issuer: MadeCertificate | undefined, change: Change = {}): MadeCertificate {
    const asked = { subject: { CN: 'broker.plant' }, key: 'p-256-server' } as const;
    return this.#make(issuer === undefined ? asked : { ...asked, issuer }, change);
  }

  #make(
    request: Omit<CertificateRequest, 'notBefore' | 'notAfter'>,
    change: Change,
  ): MadeCertificate {
    return this.maker.make({
      notBefore: noon - 10 * day,
      notAfter: noon + 10 * day,
      ...request,
      ...change,
    });
  }
}
