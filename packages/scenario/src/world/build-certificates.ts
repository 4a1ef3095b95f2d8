import {
  CertificateError,
  CertificateMaker,
  type CertificateRequest,
  type MadeCertificate,
} from '@w800/tls';
import { withoutUndefined } from '../without-undefined.ts';
import { isAddress } from './address.ts';
import { builtInCertificate } from './built-in-certificate.ts';
import { certificateKey } from './certificate-key.ts';
import { certificateValidity } from './certificate-validity.ts';
import type { CertificateSpec, CertificatesSpec } from './certificates-schema.ts';
import { KnownCertificates } from './known-certificates.ts';
import { worldDateSeconds } from './world-date.ts';

/** The certificates of a world. */
export interface BuiltCertificates {
  readonly made: KnownCertificates;
  /** Those that no authority could make, and why. */
  readonly failed: ReadonlyMap<string, CertificateError>;
}

type CertifiedWorld = Parameters<typeof worldDateSeconds>[0] & {
  readonly certificates: CertificatesSpec;
};

/** Signing takes long, and a scenario is often repeated. */
const known = new WeakMap<CertificatesSpec, { readonly at: number } & BuiltCertificates>();

/**
 * Makes the certificates of a world, the same in every run. Relative dates
 * count from what its first time server shows when the run begins.
 */
export function buildCertificates(world: CertifiedWorld): BuiltCertificates {
  const { certificates } = world;
  const at = worldDateSeconds(world);
  const before = known.get(certificates);
  if (before?.at === at) return before;
  const built = { at, ...build(certificates, at) };
  known.set(certificates, built);
  return built;
}

function build(specs: CertificatesSpec, nowSeconds: number): BuiltCertificates {
  const maker = new CertificateMaker();
  const byName = new Map(Object.entries(specs));
  const made = new Map<string, MadeCertificate>();
  const failed = new Map<string, CertificateError>();
  const begun = new Set<string>();
  const make = (name: string): void => {
    const spec = byName.get(name);
    // Whoever is his own issuer's issuer is refused elsewhere, and never gets done here.
    if (spec === undefined || begun.has(name)) return;
    begun.add(name);
    if (spec.issuer !== undefined) make(spec.issuer);
    const above = spec.issuer ?? '';
    const issuer = made.get(above) ?? builtInCertificate(above);
    if (spec.issuer !== undefined && issuer === undefined) return;
    try {
      made.set(name, maker.make(requestOf(name, spec, issuer, nowSeconds)));
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
      failed.set(name, error);
    }
  };
  for (const name of byName.keys()) make(name);
  return { made: new KnownCertificates(made), failed };
}

const purposes = { server: 'serverAuth', client: 'clientAuth', any: 'any' } as const;

function requestOf(
  name: string,
  spec: CertificateSpec,
  issuer: MadeCertificate | undefined,
  nowSeconds: number,
): CertificateRequest {
  const { subject = name, ca, names, usage, keyUsage, hash, signedBy, pathLength, version } = spec;
  const addresses = names.filter(isAddress);
  return {
    subject: { CN: subject },
    key: certificateKey(spec),
    isCa: ca,
    dnsNames: names.filter((one) => !isAddress(one)),
    ip: addresses,
    ...certificateValidity(spec, nowSeconds),
    ...(usage.length === 0 ? {} : { extKeyUsage: usage.map((one) => purposes[one]) }),
    ...(keyUsage.length === 0 ? {} : { keyUsage }),
    ...withoutUndefined({ issuer, signedBy, pathLength, version, signatureHash: hash }),
  };
}
