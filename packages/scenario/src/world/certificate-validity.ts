import type { CertificateRequest } from '@w800/tls';
import type { CertificateMoment } from '../fields/certificate-moment.ts';
import type { CertificateSpec } from './certificates-schema.ts';

const secondsOfDay = 86_400;
const fromDefault: CertificateMoment = { isRelative: true, seconds: -secondsOfDay };
const toDefault: CertificateMoment = { isRelative: true, seconds: 365 * secondsOfDay };

/**
 * From when to when a certificate is valid, in seconds since 1970.
 * @param nowSeconds when the run begins
 */
export function certificateValidity(
  { from = fromDefault, to = toDefault }: Pick<CertificateSpec, 'from' | 'to'>,
  nowSeconds: number,
): Pick<CertificateRequest, 'notBefore' | 'notAfter'> {
  const secondsOf = ({ isRelative, seconds }: CertificateMoment): number =>
    isRelative ? nowSeconds + seconds : seconds;
  return { notBefore: secondsOf(from), notAfter: secondsOf(to) };
}
