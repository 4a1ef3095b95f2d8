import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { duplexPair } from 'node:stream';
import { connect, createSecureContext, TLSSocket } from 'node:tls';

import { describe, expect, test } from 'vitest';

import { fixtureKeyNames } from '../fixtures/fixture-key.ts';
import { testCa, testClient, testServer } from '../fixtures/test-set.ts';
import type { MadeCertificate } from './certificate-request.ts';
import { formatTime } from './certificate-time.ts';
import { hostNameMatches } from './host-name.ts';
import { keyFits } from './public-key-of.ts';
import { readCertificate } from './read-certificate.ts';
import { readPrivateKey } from './read-private-key.ts';
import { TestPlant } from './testing/test-plant.ts';
import { verifyChain, type ChainVerdict } from './verify-chain.ts';

// The OpenSSL inside Node reads what is made here, and judges the plain cases.

/** So wide that today, which OpenSSL takes from the machine, is always within. */
const always = { notBefore: 946_684_800, notAfter: 4_102_444_799 };
const nowSeconds = 1_700_000_000;

const plant = new TestPlant();
const root = plant.root(always);
const middle = plant.intermediate(root, always);

describe('OpenSSL reads what is made', () => {
  test.each(fixtureKeyNames)('a certificate and key of %s', (key) => {
    const issuer = plant.root({ ...always, key });
    const made = plant.server(issuer, { ...always, key, dnsNames: ['*.plant'], ip: ['10.0.0.7'] });
    const theirs = new X509Certificate(made.pem);
    const { certificate } = made;
    expect(theirs.verify(new X509Certificate(issuer.pem).publicKey)).toBe(true);
    expect(theirs.checkIssued(new X509Certificate(issuer.pem))).toBe(true);
    expect(theirs.checkPrivateKey(createPrivateKey(made.keyPem))).toBe(true);
    expect(theirs.ca).toBe(false);
    expect(new X509Certificate(issuer.pem).ca).toBe(true);
    expect(theirs.subject).toBe(certificate.subject.replaceAll(', ', '\n'));
    expect(theirs.issuer).toBe(certificate.issuer.replaceAll(', ', '\n'));
    expect(theirs.subjectAltName).toBe('DNS:*.plant, IP Address:10.0.0.7');
    expect(formatTime(Date.parse(theirs.validTo) / 1000)).toBe(formatTime(certificate.notAfter));
    expect(formatTime(Date.parse(theirs.validFrom) / 1000)).toBe(formatTime(certificate.notBefore));
    expect(new Uint8Array(theirs.raw)).toEqual(certificate.der);
  });

  test('dates on both sides of 2050, leap days included', () => {
    for (const moment of [2_524_607_999, 2_524_608_000, 4_107_542_400, 951_782_400, 0, -1]) {
      const { pem } = plant.server(root, { notBefore: moment, notAfter: moment });
      expect(Date.parse(new X509Certificate(pem).validTo) / 1000).toBe(moment);
    }
  });

  test('every hash that signs', () => {
    const issuer = plant.root({ ...always, key: 'rsa-2048' });
    const { publicKey } = new X509Certificate(issuer.pem);
    for (const signatureHash of ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const) {
      const { pem } = plant.server(issuer, { ...always, signatureHash });
      expect(new X509Certificate(pem).verify(publicKey)).toBe(true);
    }
  });

  test('the set that ships', () => {
    const ca = new X509Certificate(testCa.pem);
    for (const { pem, keyPem } of [testCa, testServer, testClient]) {
      const theirs = new X509Certificate(pem);
      expect(theirs.verify(ca.publicKey)).toBe(true);
      expect(theirs.checkPrivateKey(createPrivateKey(keyPem))).toBe(true);
    }
  });

  test('keys in the wrapper that OpenSSL writes today', () => {
    for (const { pem, keyPem } of [testClient, plant.server(root)]) {
      const wrapped = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'pem' });
      const key = readPrivateKey(wrapped.toString());
      expect(keyFits(key, readCertificate(pem))).toBe(true);
      expect(key).toEqual(readPrivateKey(keyPem));
    }
  });
});

test('a name matches for both, or for neither', () => {
  const names = plant.server(root, { dnsNames: ['broker.plant', '*.wild.plant'] });
  const theirs = new X509Certificate(names.pem);
  const asked = ['broker.plant', 'BROKER.plant', 'a.wild.plant', 'wild.plant', 'x.plant'];
  for (const host of [...asked, 'a.b.wild.plant', 'plant', 'broker.plant.x']) {
    const ours = hostNameMatches(names.certificate, host);
    expect([host, ours]).toEqual([host, theirs.checkHost(host) !== undefined]);
  }
});

/** What the OpenSSL of a client says of a server; empty: it is content. */
async function verdictOfOpenSsl(
  identity: MadeCertificate,
  sent: readonly MadeCertificate[],
  trust: MadeCertificate,
): Promise<string> {
  const [near, far] = duplexPair();
  // Level 0 lets a server show a key that is too weak for anybody.
  const secureContext = createSecureContext({
    key: identity.keyPem,
    cert: sent.map(({ pem }) => pem).join(''),
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  const server = new TLSSocket(far, { isServer: true, secureContext });
  server.on('error', () => {});
  const client = connect({
    socket: near,
    ca: trust.pem,
    rejectUnauthorized: false,
    ciphers: 'DEFAULT@SECLEVEL=2',
    checkServerIdentity: () => undefined,
  });
  try {
    await once(client, 'secureConnect');
    // Node declares an Error, but gives the code of OpenSSL.
    return client.authorized ? '' : String(client.authorizationError);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    client.destroy();
    server.destroy();
  }
}

function ourVerdict(sent: readonly MadeCertificate[], trust: MadeCertificate): ChainVerdict {
  const chain = sent.map(({ certificate }) => certificate);
  return verifyChain({ chain, trust: [trust.certificate], nowSeconds, purpose: 'server' });
}

interface Case {
  readonly sent: readonly [MadeCertificate, ...MadeCertificate[]];
  readonly trust?: MadeCertificate;
  readonly ours: readonly string[];
  /** Empty: content; else the names of the reason, of which one comes. */
  readonly theirs: string;
}

const server = plant.server(root, always);
const deep = plant.server(middle, always);
const stranger = plant.root({ ...always, subject: { CN: 'Stranger' }, key: 'p-384-ca' });
const alone = plant.server(undefined, always);

const plainCases: Readonly<Record<string, Case>> = {
  'a good server': { sent: [server], ours: [], theirs: '' },
  'a good chain': { sent: [deep, middle], ours: [], theirs: '' },
  'a chain with its root': { sent: [deep, middle, root], ours: [], theirs: '' },
  expired: {
    sent: [plant.server(root, { notBefore: 946_684_800, notAfter: 946_684_801 })],
    ours: ['EXPIRED'],
    theirs: 'CERT_HAS_EXPIRED',
  },
  'not valid yet': {
    sent: [plant.server(root, { notBefore: 4_102_444_799, notAfter: 4_102_444_799 })],
    ours: ['FUTURE'],
    theirs: 'CERT_NOT_YET_VALID',
  },
  'an unknown authority': {
    sent: [plant.server(stranger, always)],
    ours: ['NOT_TRUSTED'],
    theirs: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  },
  'a root of its own': {
    sent: [plant.server(stranger, always), stranger],
    ours: ['NOT_TRUSTED'],
    theirs: 'SELF_SIGNED_CERT_IN_CHAIN',
  },
  'self-signed': { sent: [alone], ours: ['NOT_TRUSTED'], theirs: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  'self-signed and trusted': { sent: [alone], trust: alone, ours: [], theirs: '' },
  'a missing intermediate': {
    sent: [deep],
    ours: ['NOT_TRUSTED'],
    theirs: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  },
  'a forged signature': {
    sent: [plant.server(root, { ...always, signedBy: 'p-384' })],
    ours: ['NOT_TRUSTED'],
    theirs: 'CERT_SIGNATURE_FAILURE',
  },
};

const clerk = plant.intermediate(root, { ...always, isCa: false, keyUsage: ['crlSign'] });
const strict = plant.root({ ...always, pathLength: 0 });
const under = plant.intermediate(strict, always);
const lower = plant.intermediate(middle, { ...always, subject: { CN: 'Lower' }, key: 'p-521' });

const authorityCases: Readonly<Record<string, Case>> = {
  'issued by no authority': {
    sent: [plant.server(clerk, always), clerk],
    ours: ['NOT_TRUSTED'],
    // Node has no name of its own for it.
    theirs: 'INVALID_CA|UNSPECIFIED',
  },
  'a path too long': {
    sent: [plant.server(under, always), under],
    trust: strict,
    ours: ['NOT_TRUSTED'],
    theirs: 'PATH_LENGTH_EXCEEDED',
  },
  "a client's certificate": {
    sent: [plant.server(root, { ...always, extKeyUsage: ['clientAuth'] })],
    ours: ['EXT_KEY_USAGE'],
    theirs: 'INVALID_PURPOSE',
  },
  // Where the two part ways: OpenSSL puts a chain in order itself.
  'sent in the wrong order': {
    sent: [plant.server(lower, always), middle, lower],
    ours: ['NOT_TRUSTED'],
    theirs: '',
  },
};

const cases = Object.entries({ ...plainCases, ...authorityCases });

describe('OpenSSL judges alike', () => {
  test.each(cases)('%s', async (_what, { sent, trust = root, ours, theirs }) => {
    expect(ourVerdict(sent, trust).flags).toEqual(ours);
    expect(await verdictOfOpenSsl(sent[0], sent, trust)).toMatch(new RegExp(`^(${theirs})$`));
  });
});
