import { CertificateMaker, type MadeCertificate } from '@w800/tls';
import { stranger } from './stranger.ts';

const made = new WeakMap<MadeCertificate, MadeCertificate>();

/** An authority below another one, the same in every run; below a stranger if there is none. */
export function inBetween(above: MadeCertificate = stranger()): MadeCertificate {
  const { notBefore, notAfter } = above.certificate;
  const between =
    made.get(above) ??
    new CertificateMaker().make({
      subject: { CN: 'In between' },
      issuer: above,
      key: 'p-256-ca',
      isCa: true,
      notBefore,
      notAfter,
    });
  made.set(above, between);
  return between;
}
