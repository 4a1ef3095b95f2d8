import { readChain, type MadeCertificate } from '@w800/tls';
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

/** How often a size is corrected: what a name adds beside itself changes now and then. */
const correctionsMax = 4;

/** Adds a certificate, with names so long that it is as large as it is to be. */
function add(
  certificates: Certificates,
  name: string,
  { key, derBytes = 0 }: ChainLink,
  about: Partial<Certificates[string]>,
): void {
  const times = about.issuer === undefined ? 2 : 1;
  let paddingBytes = 0;
  for (let correction = 0; correction <= correctionsMax; correction += 1) {
    certificates[name] = { ...about, key, ...paddingOf(name, paddingBytes, times) };
    const missing = derBytes - madeOf(certificates, name).certificate.der.length;
    // One that is larger without any padding, stays so.
    if (missing === 0 || paddingBytes + missing <= 0) return;
    paddingBytes += missing;
  }
}

const nameBytesMax = 60;
/** What fits into the subject beside its name. */
const subjectBytesMax = 40;
/** What an extension with host names costs beside them. */
const extensionBytes = 16;

/**
 * A subject that is longer, and for more than that host names too.
 * @param times how often the subject is in the certificate: it may be its issuer as well
 */
function paddingOf(
  name: string,
  bytes: number,
  times: number,
): Pick<Certificates[string], 'subject' | 'names'> {
  const longer = (count: number) => ({ subject: name + 'x'.repeat(Math.floor(count / times)) });
  if (bytes <= subjectBytesMax) return longer(bytes);
  const names: string[] = [];
  for (let left = bytes - subjectBytesMax; left > 0; left -= nameBytesMax) {
    names.push('x'.repeat(Math.min(left, nameBytesMax)));
  }
  return { ...longer(subjectBytesMax - extensionBytes), names };
}

/** Makes it, with those above it alone: signing takes long. */
function madeOf(certificates: Certificates, name: string): MadeCertificate {
  const wanted: Certificates = {};
  for (let next: string | undefined = name; next !== undefined;) {
    const one: Certificates[string] | undefined = certificates[next];
    if (one !== undefined) wanted[next] = one;
    next = one?.issuer;
  }
  const world = worldSchema.parse({});
  const { made, failed } = buildCertificates({
    ...world,
    certificates: certificatesSchema.parse(wanted),
  });
  const certificate = made.get(name);
  if (certificate !== undefined) return certificate;
  throw failed.get(name) ?? new RangeError(`no certificate ${name}`);
}
