import { CertificateSlots, type MadeCertificate } from '@w800/tls';
import type { KnownCertificates } from '../world/known-certificates.ts';
import type { ModuleSlots } from './module-slots.ts';

type IdentityTexts = Parameters<CertificateSlots['loadIdentity']>[1];

/**
 * The slots of a module with what is put into them.
 * @param made the certificates that can be named
 * @throws CertificateError for what the module cannot hold
 */
export function fillSlots(
  { ca, identity }: ModuleSlots,
  made: KnownCertificates,
): CertificateSlots {
  const slots = new CertificateSlots();
  // What is replaced takes no room any more.
  if (ca !== undefined) slots.emptyCa(0);
  if (identity !== undefined) slots.emptyIdentity(0);
  if (ca !== undefined && ca !== 'none') slots.loadCa(0, 'pem' in ca ? ca.pem : named(ca.name).pem);
  if (identity !== undefined && identity !== 'none') slots.loadIdentity(0, textsOf(identity));
  return slots;

  function textsOf(given: Exclude<ModuleSlots['identity'], 'none' | undefined>): IdentityTexts {
    if ('pem' in given) return { certificate: given.pem, key: given.keyPem };
    const { chainPem, keyPem } = named(given.name);
    return { certificate: chainPem, key: keyPem };
  }

  function named(name: string): MadeCertificate {
    const found = made.get(name);
    if (found === undefined) throw new RangeError(`no certificate is called ${name}`);
    return found;
  }
}
