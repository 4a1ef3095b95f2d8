import { suggest } from '../nearest-word.ts';
import { builtInCertificateNames } from './built-in-certificate.ts';
import { certificateKey } from './certificate-key.ts';
import type { CertificatesSpec } from './certificates-schema.ts';
import type { Contradiction } from './contradiction.ts';
import type { TlsSpec } from './tls-schema.ts';

type Path = Contradiction['path'];

/** What cannot be about how the ports of a world speak TLS. */
export function tlsContradictions(
  ports: readonly { readonly path: Path; readonly tls?: TlsSpec | undefined }[],
  certificates: CertificatesSpec,
): readonly Contradiction[] {
  return ports.flatMap(({ path, tls }) => {
    if (tls === undefined) return [];
    const unknown = strangers(tls, certificates);
    return [
      ...unknown,
      ...(unknown.length > 0 ? [] : sameKinds(tls, certificates)),
      ...idleChain(tls),
      ...idleTrust(tls),
      ...tls.fault.flatMap((fault, index) => wrongFault(fault, index, tls)),
      ...secondFaults(tls),
    ].map(({ key, ...rest }) => ({ path: [...path, 'tls', ...key], ...rest }));
  });
}

type Wrong = Pick<Contradiction, 'what' | 'fix' | 'onKey'> & { readonly key: Path };

function strangers(tls: TlsSpec, certificates: CertificatesSpec): readonly Wrong[] {
  const known = [...Object.keys(certificates), ...builtInCertificateNames];
  return (['certificate', 'chain', 'trust'] as const).flatMap((key) =>
    (tls[key] ?? []).flatMap((name, index) => {
      if (known.includes(name)) return [];
      const what = `no certificate is called ${name}`;
      return [{ key: [key, index], what, fix: suggest(name, known) }];
    }),
  );
}

/** Whoever has two certificates lets the suite decide, and that decides by the kind of key. */
function sameKinds({ certificate }: TlsSpec, certificates: CertificatesSpec): readonly Wrong[] {
  const kinds = certificate.map((name) => {
    const spec = new Map(Object.entries(certificates)).get(name);
    const key = spec === undefined ? 'rsa-2048' : certificateKey(spec);
    return key.startsWith('rsa') ? 'an RSA' : 'an elliptic curve';
  });
  return kinds.flatMap((kind, index) => {
    if (kinds.indexOf(kind) === index) return [];
    const what = `two certificates have ${kind} key, and a suite chooses by the kind of key`;
    return [{ key: ['certificate', index], what, fix: 'Name one certificate a kind of key.' }];
  });
}

function idleChain({ certificate, chain }: TlsSpec): readonly Wrong[] {
  if (chain === undefined || certificate.length < 2) return [];
  const what = 'one `chain` cannot stand behind several certificates';
  return [
    { key: ['chain'], onKey: true, what, fix: 'Leave `chain` out, or name one certificate.' },
  ];
}

function idleTrust({ trust, clientCertificate }: TlsSpec): readonly Wrong[] {
  if (trust.length === 0 || !isIgnored(clientCertificate)) return [];
  const what = 'nobody is asked for a certificate that could be trusted';
  const fix = 'Add `clientCertificate: requested` or `required`, or leave `trust` out.';
  return [{ key: ['trust'], onKey: true, what, fix }];
}

function isIgnored(clientCertificate: TlsSpec['clientCertificate']): boolean {
  return clientCertificate === undefined || clientCertificate === 'ignored';
}

function wrongFault(
  fault: TlsSpec['fault'][number],
  index: number,
  { clientCertificate }: TlsSpec,
): readonly Wrong[] {
  const wrongs = (['alert', 'delay'] as const).flatMap((word): readonly Wrong[] => {
    const isSaid = fault[word] !== undefined;
    if (isSaid === (fault.act === word)) return [];
    if (isSaid) {
      const what = `\`${word}\` goes with \`act: ${word}\``;
      const fix = `Write \`act: ${word}\`, or leave \`${word}\` out.`;
      return [{ key: ['fault', index, word], onKey: true, what, fix }];
    }
    const example = word === 'alert' ? 'handshake_failure' : '9s';
    const what = `\`act: ${word}\` does not say ${word === 'alert' ? 'which' : 'how long'}`;
    return [{ key: ['fault', index, 'act'], what, fix: `Add \`${word}: ${example}\`.` }];
  });
  if (fault.at !== 'certificate_request' || !isIgnored(clientCertificate)) return wrongs;
  const what = 'a server that asks nobody sends no certificate_request';
  const fix = 'Add `clientCertificate: requested` or `required`.';
  return [...wrongs, { key: ['fault', index, 'at'], what, fix }];
}

/** At a step there may be a delay and one thing more. */
function secondFaults({ fault }: TlsSpec): readonly Wrong[] {
  const places = fault.map(({ at, act }) => `${at} ${act === 'delay' ? act : ''}`);
  return fault.flatMap(({ at, act }, index) => {
    if (places.indexOf(places[index] ?? '') === index) return [];
    const what = act === 'delay' ? `${at} is delayed twice` : `two things happen instead of ${at}`;
    return [{ key: ['fault', index], what, fix: 'Keep one of them.' }];
  });
}
