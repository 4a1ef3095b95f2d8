import { readChain } from '@w800/tls';
import type { ModuleSlots } from '../module/module-slots.ts';
import { buildCertificates } from '../world/build-certificates.ts';
import { certificatesSchema } from '../world/certificates-schema.ts';
import { worldSchema, type WorldInput } from '../world/world-schema.ts';
import { linkOf, type ChainLink } from './server-chain.ts';

type Certificates = NonNullable<WorldInput['certificates']>;

/** A server whose certificates are as large as others', and what the module has to trust. */
export interface LookAlikes {
  readonly certificates: Certificates;
  /** The name of the server's own. */
  readonly server: string;
  /** What goes into the module's slot for authorities. */
  readonly ca: ModuleSlots['ca'];
}

/**
 * Certificates of the same kind and size as those of a chain and of a file of
 * authorities, made with our own keys, since nobody hands out theirs. What the
 * module has by default, and an empty slot, stay.
 */
export function lookAlikes(chain: readonly ChainLink[], ca: ModuleSlots['ca']): LookAlikes {
  const certificates: Certificates = {};
  const authorities = ca !== undefined && ca !== 'none' && 'pem' in ca ? readChain(ca.pem) : [];
  for (const [index, authority] of authorities.entries()) {
    add(certificates, `authority-${index}`, linkOf(authority), { ca: true });
  }
  // An authority stands above those behind it, so that it is made first.
  let issuer = authorities.length > 0 ? 'authority-0' : 'test-ca';
  for (const [index, link] of [...chain.entries()].toReversed()) {
    const name = `server-${index}`;
    add(certificates, name, link, { issuer, ca: index > 0 });
    issuer = name;
  }
  const pem = authorities.map((_one, index) => madeOf(certificates, `authority-${index}`).pem);
  return {
    certificates,
    server: 'server-0',
    ca: pem.length === 0 ? ca : { pem: pem.join('') },
  };
}

/** Adds a certificate, with so many names that it is as large as it is to be. */
function add(
  certificates: Certificates,
  name: string,
  { key, derBytes = 0 }: ChainLink,
  about: Partial<Certificates[string]>,
): void {
  const sized = (paddingBytes: number): number => {
    certificates[name] = { ...about, key, names: namesOf(paddingBytes) };
    return madeOf(certificates, name).certificate.der.length;
  };
  let low = 0;
  let high = derBytes;
  // The smallest that is large enough; one that is larger as it is, stays so.
  while (low < high && sized(low) < derBytes) {
    const middle = (low + high) >> 1;
    if (sized(middle) < derBytes) low = middle + 1;
    else high = middle;
  }
  sized(low);
}

const nameBytesMax = 60;

/** Host names of so many characters in all. */
function namesOf(bytes: number): string[] {
  const names: string[] = [];
  for (let left = bytes; left > 0; left -= nameBytesMax) {
    names.push('x'.repeat(Math.min(left, nameBytesMax)));
  }
  return names;
}

function madeOf(certificates: Certificates, name: string) {
  const world = worldSchema.parse({});
  const { made, failed } = buildCertificates({
    ...world,
    certificates: certificatesSchema.parse(certificates),
  });
  const certificate = made.get(name);
  if (certificate !== undefined) return certificate;
  throw failed.get(name) ?? new RangeError(`no certificate ${name}`);
}
