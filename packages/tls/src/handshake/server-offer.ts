import type { Identity } from '../certificate/certificate.ts';
import { sameBytes } from '../certificate/distinguished-name.ts';
import { signallingSuites, suites, type CipherSuite } from '../crypto/cipher-suite.ts';
import { groupIds, groupOf, type GroupName } from '../crypto/key-exchange.ts';
import type { AlertName } from '../record/alert.ts';
import { ByteReader } from './messages/byte-reader.ts';
import { tls12, type ClientHello } from './messages/client-hello.ts';
import { extensionIds } from './messages/extension.ts';
import { decodeProtocolNames } from './messages/protocol-names.ts';
import { decodeServerName } from './messages/server-name.ts';
import { signatureSchemeOf, type SignatureScheme } from './messages/signature-scheme.ts';
import type { TlsServerOptions } from './server-options.ts';

/** What a server makes of a ClientHello. */
export interface ServerOffer {
  readonly suite: CipherSuite;
  readonly identity: Identity;
  /** Of an exchange with a key of its own. */
  readonly group: GroupName | undefined;
  /** With what the server signs that key. */
  readonly scheme: SignatureScheme;
  readonly alpn: Uint8Array | undefined;
  readonly serverName: string | undefined;
  /** What the client understands and hears about. */
  readonly echoesRenegotiation: boolean;
  readonly echoesPointFormats: boolean;
  readonly sendsTicket: boolean;
}

const curveGroups = { 'P-256': 'secp256r1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;
/** What a client without signature_algorithms takes [RFC 5246 7.4.1.4.1]. */
const oldestSchemes: readonly SignatureScheme[] = [
  { hash: 'sha1', kind: 'rsa' },
  { hash: 'sha1', kind: 'ecdsa' },
];

/** @returns the alert for a client nothing can be agreed with */
export function chooseOffer(
  hello: ClientHello,
  options: Pick<
    TlsServerOptions,
    'identities' | 'alpn' | 'suites' | 'prefers' | 'groups' | 'isTls13Only' | 'sendsTickets'
  >,
): ServerOffer | AlertName {
  if (hello.version < tls12 || options.isTls13Only === true) return 'protocol_version';
  const wishes = readWishes(hello);
  if (wishes === undefined) return 'decode_error';
  const alpn = chooseProtocol(wishes.protocols, options.alpn);
  if (alpn === null) return 'no_application_protocol';
  const group = wishes.groups.find((each) => options.groups?.includes(each) ?? true);
  for (const suite of suitesInOrder(hello, options)) {
    const fit = fitSuite(suite, options.identities, wishes, group);
    if (fit === undefined) continue;
    return {
      ...fit,
      suite,
      group: suite.keyExchange === 'ecdhe' ? group : undefined,
      alpn,
      serverName: wishes.serverName,
      echoesRenegotiation:
        hello.suites.includes(signallingSuites.renegotiation) ||
        dataOf(hello, extensionIds.renegotiationInfo) !== undefined,
      echoesPointFormats:
        suite.keyExchange !== 'rsa' && dataOf(hello, extensionIds.ecPointFormats) !== undefined,
      sendsTicket:
        options.sendsTickets === true && dataOf(hello, extensionIds.sessionTicket) !== undefined,
    };
  }
  return 'handshake_failure';
}

interface Wishes {
  readonly groups: readonly GroupName[];
  readonly schemes: readonly SignatureScheme[];
  readonly protocols: readonly Uint8Array[] | undefined;
  readonly serverName: string | undefined;
}

function readWishes(hello: ClientHello): Wishes | undefined {
  const groupData = dataOf(hello, extensionIds.supportedGroups);
  const groups = groupData && new ByteReader(groupData).uint16s(2);
  const schemeData = dataOf(hello, extensionIds.signatureAlgorithms);
  const schemes = schemeData && new ByteReader(schemeData).uint16s(2);
  const alpnData = dataOf(hello, extensionIds.alpn);
  const protocols = alpnData && decodeProtocolNames(alpnData);
  const isCutWrong =
    (groupData !== undefined && groups === undefined) ||
    (schemeData !== undefined && schemes === undefined) ||
    (alpnData !== undefined && protocols === undefined);
  if (isCutWrong) return undefined;
  const nameData = dataOf(hello, extensionIds.serverName);
  return {
    groups: (groups ?? Object.values(groupIds)).map(groupOf).filter(isKnown),
    schemes: schemes?.map(signatureSchemeOf).filter(isKnown) ?? oldestSchemes,
    protocols,
    serverName: nameData && decodeServerName(nameData),
  };
}

function isKnown<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

function dataOf(hello: ClientHello, id: number): Uint8Array | undefined {
  return hello.extensions.find((extension) => extension.id === id)?.data;
}

/** @returns null if the two have no protocol in common */
function chooseProtocol(
  offered: readonly Uint8Array[] | undefined,
  spoken: readonly Uint8Array[] | undefined,
): Uint8Array | undefined | null {
  if (offered === undefined || spoken === undefined) return undefined;
  return spoken.find((own) => offered.some((name) => sameBytes(name, own))) ?? null;
}

function suitesInOrder(
  hello: ClientHello,
  options: Pick<TlsServerOptions, 'suites' | 'prefers'>,
): readonly CipherSuite[] {
  const { suites: names } = options;
  const own =
    names === undefined
      ? suites
      : names.map((name) => suites.find((suite) => suite.name === name)).filter(isKnown);
  if (options.prefers === 'server') return own.filter(({ id }) => hello.suites.includes(id));
  return hello.suites.map((id) => own.find((suite) => suite.id === id)).filter(isKnown);
}

/** What the server would show and sign with, if the suite can be used with this client at all. */
function fitSuite(
  suite: CipherSuite,
  identities: readonly Identity[],
  { groups, schemes }: Wishes,
  group: GroupName | undefined,
): Pick<ServerOffer, 'identity' | 'scheme'> | undefined {
  const identity = identities.find((each) => fitsIdentity(suite, each, groups));
  if (identity === undefined) return undefined;
  const kind = identity.key.kind === 'rsa' ? 'rsa' : 'ecdsa';
  const scheme = schemes.find((each) => each.kind === kind);
  if (suite.keyExchange !== 'ecdhe') return { identity, scheme: { hash: 'sha256', kind } };
  return group === undefined || scheme === undefined ? undefined : { identity, scheme };
}

function fitsIdentity(
  { keyExchange, authentication }: CipherSuite,
  { key, chain }: Identity,
  groups: readonly GroupName[],
): boolean {
  if (key.kind === 'rsa') return keyExchange !== 'ecdh' && authentication === 'rsa';
  if (!groups.includes(curveGroups[key.curve])) return false;
  if (keyExchange === 'ecdhe') return authentication === 'ecdsa';
  const issuerKind = chain[0]?.signature.kind === 'rsa' ? 'rsa' : 'ecdsa';
  return keyExchange === 'ecdh' && authentication === issuerKind;
}
