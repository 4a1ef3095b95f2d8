import { CertificateError } from './certificate-error.ts';
import { keyUsages, type KeyUsage } from './certificate.ts';
import { DerFault, DerFields, integerOf, oidOf, readDer, tags, type DerNode } from './der.ts';

/** What the extensions of a certificate say. */
export interface Extensions {
  isCa: boolean;
  pathLength?: number;
  keyUsage?: readonly KeyUsage[];
  extKeyUsage?: readonly string[];
  dnsNames?: readonly string[];
  ipAddresses?: readonly string[];
}

/** The object identifiers of the extensions that mbedTLS looks into. */
export const extensionTypes = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  extKeyUsage: '2.5.29.37',
  nsCertType: '2.16.840.1.113730.1.1',
} as const;

const anyPolicy = '2.5.29.32.0';
const dnsNameTag = 0x82;
const ipAddressTag = 0x87;

type Reader = (value: DerNode, into: Extensions, isCritical: boolean) => void;

const readers: Readonly<Record<string, Reader>> = {
  [extensionTypes.basicConstraints]: readBasicConstraints,
  [extensionTypes.keyUsage]: readKeyUsage,
  [extensionTypes.extKeyUsage]: readExtKeyUsage,
  [extensionTypes.subjectAltName]: readAltNames,
  [extensionTypes.certificatePolicies]: readPolicies,
  [extensionTypes.nsCertType]: () => {},
};

/**
 * Reads the extensions of a version 3 certificate.
 *
 * Source: mbedTLS 3.4.0 x509_crt.c, x509_get_crt_ext.
 *
 * @throws CertificateError for a critical extension that mbedTLS does not know
 * @throws DerFault for one that comes twice or is malformed
 */
export function readExtensions(node: DerNode): Extensions {
  const into: Extensions = { isCa: false };
  const seen = new Set<string>();
  if (node.tag !== tags.sequence) throw new DerFault('the extensions are no list');
  for (const extension of node.children) {
    const fields = new DerFields(extension, 'an extension');
    const type = oidOf(fields.take(tags.oid, 'type'));
    const isCritical = isTrue(fields.optional(tags.boolean));
    const value = fields.take(tags.octetString, 'value').contents;
    fields.end();
    const read = readers[type];
    if (read === undefined) {
      if (isCritical) throw refused(`the critical extension ${type}`);
      continue;
    }
    if (seen.has(type)) throw new DerFault(`the extension ${type} comes twice`);
    seen.add(type);
    read(readDer(value), into, isCritical);
  }
  return into;
}

function refused(what: string): CertificateError {
  return new CertificateError(
    'CERTIFICATE_REFUSED',
    `the certificate carries ${what}, which mbedTLS does not know and so must not accept`,
    'leave the extension out, or make it non-critical',
  );
}

function isTrue(node: DerNode | undefined): boolean {
  return (node?.contents[0] ?? 0) !== 0;
}

function readBasicConstraints(value: DerNode, into: Extensions): void {
  const fields = new DerFields(value, 'basicConstraints');
  into.isCa = isTrue(fields.optional(tags.boolean));
  const pathLength = fields.optional(tags.integer);
  fields.end();
  if (pathLength !== undefined) into.pathLength = Number(integerOf(pathLength));
}

function readKeyUsage({ tag, contents }: DerNode, into: Extensions): void {
  if (tag !== tags.bitString) throw new DerFault('keyUsage is no bit string');
  into.keyUsage = keyUsages.filter(
    (_, bit) => ((contents[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0,
  );
}

function readExtKeyUsage(value: DerNode, into: Extensions): void {
  if (value.tag !== tags.sequence || value.children.length === 0) {
    throw new DerFault('extKeyUsage is no list of usages');
  }
  into.extKeyUsage = value.children.map(oidOf);
}

function readAltNames(value: DerNode, into: Extensions): void {
  if (value.tag !== tags.sequence) throw new DerFault('subjectAltName is no list of names');
  const contextSpecific = 0x80;
  if (value.children.some(({ tag }) => (tag & 0xc0) !== contextSpecific)) {
    throw new DerFault('subjectAltName holds something that is no name');
  }
  const named = (wanted: number): readonly Uint8Array[] =>
    value.children.filter(({ tag }) => tag === wanted).map(({ contents }) => contents);
  into.dnsNames = named(dnsNameTag).map((bytes) => String.fromCharCode(...bytes));
  into.ipAddresses = named(ipAddressTag)
    .filter(({ length }) => length === 4)
    .map((bytes) => bytes.join('.'));
}

/** Policies say nothing to mbedTLS, but one that is critical has to be known. */
function readPolicies(value: DerNode, _into: Extensions, isCritical: boolean): void {
  for (const policy of value.children) {
    const type = oidOf(new DerFields(policy, 'a policy').take(tags.oid, 'type'));
    if (isCritical && type !== anyPolicy) throw refused(`the critical policy ${type}`);
  }
}
