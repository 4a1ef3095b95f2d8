import { CertificateMaker, type FixtureKeyName, type MadeCertificate } from '@w800/tls';
import { handshakeSeconds } from './handshake-seconds.ts';
import { median } from './median.ts';
import { opensslSeconds } from './openssl-seconds.ts';
import type { Row } from './row.ts';
import { secureSchemes, secureSeconds, type SecureScheme } from './secure-load.ts';

const rounds = 9;
const handshakes = 40;
const publishes = 200;
/** The compiler of the machine takes its time. */
const warmUpRounds = 5;

const keys = [
  { shown: 'RSA 2048', authority: 'rsa-2048-ca', server: 'rsa-2048-server' },
  { shown: 'P-256', authority: 'p-256-ca', server: 'p-256-server' },
] as const satisfies readonly {
  shown: string;
  authority: FixtureKeyName;
  server: FixtureKeyName;
}[];

const compared = [
  { scheme: 2, than: 1, aim: 'at most 5' },
  { scheme: 5, than: 1, aim: 'at most 6' },
  { scheme: 6, than: 1, aim: 'at most 2' },
  { scheme: 7, than: 2, aim: 'at most 1.5' },
] as const satisfies readonly { scheme: SecureScheme; than: SecureScheme; aim: string }[];

/** Handshakes against those of OpenSSL, and what a session costs beside a plainer one. */
export async function tlsRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { shown, ...names } of keys) rows.push(await handshakeRow(shown, names));
  return [...rows, ...(await sessionRows())];
}

async function handshakeRow(
  shown: string,
  names: Readonly<Record<'authority' | 'server', FixtureKeyName>>,
): Promise<Row> {
  const { own, authority } = certificates(names);
  const pairs: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const ours = await handshakeSeconds(own, authority, handshakes);
    const theirs = await opensslSeconds(own, authority, handshakes);
    if (round >= 0) pairs.push({ ours, theirs });
  }
  const perSecond = (seconds: readonly number[]): string =>
    `${Math.round(handshakes / median(seconds)).toLocaleString('en')} a second`;
  const ratio = median(pairs.map(({ ours, theirs }) => ours / theirs));
  return {
    what: `TLS handshakes, both ends, ${shown}, against OpenSSL`,
    ours: perSecond(pairs.map(({ ours }) => ours)),
    theirs: perSecond(pairs.map(({ theirs }) => theirs)),
    ratio: `${ratio.toFixed(1)} times as long`,
    aim: 'none',
  };
}

function certificates(names: Readonly<Record<'authority' | 'server', FixtureKeyName>>): {
  readonly own: MadeCertificate;
  readonly authority: MadeCertificate;
} {
  const validity = { notBefore: 1_700_000_000, notAfter: 1_900_000_000 };
  const maker = new CertificateMaker();
  const subject = { CN: 'authority' };
  const authority = maker.make({ subject, key: names.authority, isCa: true, ...validity });
  const server = { subject: { CN: 'server' }, issuer: authority, key: names.server };
  return { own: maker.make({ ...server, ...validity }), authority };
}

async function sessionRows(): Promise<readonly Row[]> {
  const schemes = Object.keys(secureSchemes).map(Number) as SecureScheme[];
  const seconds = new Map<SecureScheme, number[]>(schemes.map((scheme) => [scheme, []]));
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const [scheme, own] of seconds) {
      const one = await secureSeconds(scheme, publishes);
      if (round >= 0) own.push(one);
    }
  }
  return compared.map(({ scheme, than, aim }) => {
    const [ours = [], theirs = []] = [scheme, than].map((one) => seconds.get(one));
    const ratio = median(ours.map((one, round) => one / (theirs[round] ?? Number.NaN)));
    const shown = (list: readonly number[]): string => `${(median(list) * 1000).toFixed(0)} ms`;
    const [what, plainer] = [secureSchemes[scheme].shown, secureSchemes[than].shown];
    return {
      what: `a connect and ${publishes} publishes at QoS 1 over ${what}, not ${plainer}`,
      ours: shown(ours),
      theirs: shown(theirs),
      ratio: `${ratio.toFixed(2)} times as long`,
      aim,
    };
  });
}
