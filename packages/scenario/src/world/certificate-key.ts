import type { FixtureKeyName } from '@w800/tls';
import type { CertificateSpec } from './certificates-schema.ts';

/** The key of a certificate, also of one that names none. */
export function certificateKey({ key, ca }: Pick<CertificateSpec, 'key' | 'ca'>): FixtureKeyName {
  return key ?? (ca ? 'rsa-2048-ca' : 'rsa-2048');
}
