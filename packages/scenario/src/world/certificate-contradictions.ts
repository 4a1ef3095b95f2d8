import { suggest } from '../nearest-word.ts';
import { buildCertificates } from './build-certificates.ts';
import { builtInCertificateNames } from './built-in-certificate.ts';
import { certificateKey } from './certificate-key.ts';
import { certificateValidity } from './certificate-validity.ts';
import type { CertificateSpec, CertificatesSpec } from './certificates-schema.ts';
import { certificateTrouble } from './certificate-trouble.ts';
import { isAddress } from './address.ts';
import type { Contradiction } from './contradiction.ts';
import { isLookupName } from './lookup-name.ts';
import { worldDateSeconds } from './world-date.ts';

/** What is said of certificates, and the clocks that their dates count from. */
export interface DescribedCertificates {
  readonly certificates: CertificatesSpec;
  readonly ntp: readonly { readonly time?: number | undefined }[];
}

/** What cannot be about the certificates of a world. */
export function certificateContradictions(world: DescribedCertificates): readonly Contradiction[] {
  const { certificates } = world;
  const names = Object.keys(certificates);
  const known = [...names, ...builtInCertificateNames];
  const nowSeconds = worldDateSeconds(world);
  const found = Object.entries(certificates).flatMap(([name, spec]) =>
    [
      impossibleName(name),
      unknownIssuer(name, spec, known),
      circle(name, certificates),
      sameSigner(spec, certificates),
      ...wordless(spec),
      idlePathLength(spec),
      ...impossibleHosts(spec),
      backwards(spec, nowSeconds),
    ].flatMap((wrong) => {
      if (wrong === undefined) return [];
      const { key, ...rest } = wrong;
      return [{ path: ['certificates', name, ...key], ...rest }];
    }),
  );
  return found.length > 0 ? found : impossible(world);
}

type Wrong = Pick<Contradiction, 'what' | 'fix' | 'onKey'> & {
  readonly key: Contradiction['path'];
};

function impossibleName(name: string): Wrong | undefined {
  if (builtInCertificateNames.includes(name)) {
    const what = `${name} comes with the product`;
    return { key: [], onKey: true, what, fix: 'Give the certificate another name.' };
  }
  if (/^[a-z][\w-]{0,63}$/i.test(name) && name !== 'none') return undefined;
  const what = `\`${name}\` cannot be what a certificate is called`;
  const fix = 'Use letters, digits, `-` and `_`, a letter first; dots and slashes are for files.';
  return { key: [], onKey: true, what, fix };
}

function unknownIssuer(
  name: string,
  { issuer }: CertificateSpec,
  known: readonly string[],
): Wrong | undefined {
  if (issuer === undefined) return undefined;
  if (issuer === name) {
    const what = `${name} is its own issuer, as it is without one`;
    return { key: ['issuer'], what, fix: 'Leave `issuer` out.' };
  }
  if (known.includes(issuer)) return undefined;
  const what = `no certificate is called ${issuer}`;
  return { key: ['issuer'], what, fix: suggest(issuer, known) };
}

/** Told at each of those in the circle. */
function circle(name: string, certificates: CertificatesSpec): Wrong | undefined {
  const byName = new Map(Object.entries(certificates));
  const above: string[] = [];
  let next = byName.get(name)?.issuer;
  while (next !== undefined && next !== name && !above.includes(next)) {
    above.push(next);
    next = byName.get(next)?.issuer;
  }
  if (next !== name || above.length === 0) return undefined;
  const what = `the issuers of ${name} lead back to it: ${[...above, name].join(', ')}`;
  return { key: ['issuer'], what, fix: 'Leave out the `issuer` of the one at the top.' };
}

function sameSigner(spec: CertificateSpec, certificates: CertificatesSpec): Wrong | undefined {
  const { signedBy, issuer } = spec;
  if (signedBy === undefined) return undefined;
  const signer = issuer === undefined ? spec : new Map(Object.entries(certificates)).get(issuer);
  const builtIn = `rsa-2048-${issuer?.replace('test-', '')}`;
  const usual = signer === undefined ? builtIn : certificateKey(signer);
  if (signedBy !== usual) return undefined;
  const what = `${signedBy} is the key that signs it anyway`;
  return { key: ['signedBy'], what, fix: 'Name another key, or leave `signedBy` out.' };
}

/** What a certificate of version 1 has no place for. */
function wordless({ version, ...spec }: CertificateSpec): readonly Wrong[] {
  if (version !== 1) return [];
  const said = {
    ca: spec.ca,
    pathLength: spec.pathLength !== undefined,
    names: spec.names.length > 0,
    usage: spec.usage.length > 0,
    keyUsage: spec.keyUsage.length > 0,
  };
  return Object.entries(said).flatMap(([key, is]) => {
    const what = `a certificate of version 1 says nothing of \`${key}\``;
    return is ? [{ key: [key], onKey: true, what, fix: 'Leave it or `version` out.' }] : [];
  });
}

function idlePathLength({ ca, pathLength }: CertificateSpec): Wrong | undefined {
  if (ca || pathLength === undefined) return undefined;
  const what = 'nothing stands below what is no authority';
  return { key: ['pathLength'], onKey: true, what, fix: 'Add `ca: true`, or leave it out.' };
}

function impossibleHosts({ names }: CertificateSpec): readonly Wrong[] {
  return names.flatMap((name, index) => {
    if (isAddress(name) || isLookupName(name.replace(/^\*\./, ''))) return [];
    const what = `${name} is neither a host name nor an address`;
    const fix = 'Write a name such as broker.example or *.example, or a dotted address.';
    return [{ key: ['names', index], what, fix }];
  });
}

function backwards(spec: CertificateSpec, nowSeconds: number): Wrong | undefined {
  const { notBefore, notAfter } = certificateValidity(spec, nowSeconds);
  if (notBefore <= notAfter) return undefined;
  const key = spec.to === undefined ? 'from' : 'to';
  const dates = [notBefore, notAfter].map((at) => new Date(at * 1000).toISOString().slice(0, 19));
  const what = `it ends on ${dates[1]}, before it begins on ${dates[0]}`;
  const fix = 'Write `from` and `to` the other way round; without them they are -1d and 365d.';
  return { key: [key], what, fix };
}

/** What only shows when the certificates are made. */
function impossible(world: DescribedCertificates): readonly Contradiction[] {
  if (Object.keys(world.certificates).length === 0) return [];
  return [...buildCertificates(world).failed].map(([name, error]) => {
    const isHash = world.certificates[name]?.hash !== undefined;
    return {
      path: ['certificates', name, ...(isHash ? ['hash'] : [])],
      ...certificateTrouble(error),
    };
  });
}
