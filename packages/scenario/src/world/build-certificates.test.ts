import { fixtureKeyNames } from '@w800/tls';
import { expect, test } from 'vitest';
import { buildCertificates } from './build-certificates.ts';
import { worldSchema, type WorldInput } from './world-schema.ts';

function build(certificates: WorldInput['certificates'], time = '2030-01-01T00:00:00Z') {
  const world = worldSchema.parse({ ntp: { host: 'a.lan', time }, certificates });
  return buildCertificates(world).made;
}

const start = Date.parse('2030-01-01T00:00:00Z') / 1000;
const day = 86_400;

test('what is left out is as usual', () => {
  const { certificate, chain } = build({ a: {} }).get('a') ?? {};
  expect(certificate).toMatchObject({
    subject: 'CN=a',
    issuer: 'CN=a',
    version: 3,
    notBefore: start - day,
    notAfter: start + 365 * day,
    isCa: false,
    publicKey: { kind: 'rsa', bits: 2048 },
    signature: { kind: 'rsa', hash: 'sha256' },
  });
  for (const absent of ['pathLength', 'keyUsage', 'extKeyUsage', 'dnsNames', 'ipAddresses']) {
    expect(certificate).not.toHaveProperty(absent);
  }
  expect(chain).toHaveLength(1);
});

test('all that is said stands in the certificate', () => {
  const made = build({
    low: {
      subject: 'Low CA',
      issuer: 'top',
      ca: true,
      pathLength: 2,
      key: 'p-384',
      hash: 'sha384',
      from: '2029-06-01T12:00:00Z',
      to: '90d',
      names: ['x.lan', '10.0.0.1', '*.y.lan'],
      usage: ['server', 'client', 'any'],
      keyUsage: ['keyCertSign', 'digitalSignature'],
    },
    top: { ca: true },
  });
  expect(made.get('low')?.certificate).toMatchObject({
    subject: 'CN=Low CA',
    issuer: 'CN=top',
    isCa: true,
    pathLength: 2,
    publicKey: { kind: 'ec', curve: 'P-384' },
    notBefore: Date.parse('2029-06-01T12:00:00Z') / 1000,
    notAfter: start + 90 * day,
    dnsNames: ['x.lan', '*.y.lan'],
    ipAddresses: ['10.0.0.1'],
    extKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '2.5.29.37.0'],
    keyUsage: ['digitalSignature', 'keyCertSign'],
    signature: { kind: 'rsa', hash: 'sha384' },
  });
  expect(made.get('top')?.certificate.keyUsage).toEqual(['keyCertSign', 'crlSign']);
  expect(made.get('low')?.chain.map(({ subject }) => subject)).toEqual(['CN=Low CA']);
});

test('the date counts from the first time server, or from the usual day', () => {
  const certificates = { a: { from: '0s', to: '30s' } };
  expect(build(certificates, '2031-05-05T00:00:00Z').get('a')?.certificate).toMatchObject({
    notBefore: Date.parse('2031-05-05T00:00:00Z') / 1000,
    notAfter: Date.parse('2031-05-05T00:00:30Z') / 1000,
  });
  const { made } = buildCertificates(worldSchema.parse({ certificates }));
  expect(made.get('a')?.certificate.notBefore).toBe(Date.parse('2026-01-01T00:00:00Z') / 1000);
});

test('they are the same in every run, and made once a world', () => {
  const certificates = { b: { issuer: 'a' }, a: { ca: true } };
  expect(build(certificates).get('b')?.pem).toBe(build(certificates).get('b')?.pem);
  const world = worldSchema.parse({ certificates });
  expect(buildCertificates(world)).toBe(buildCertificates(world));
  const later = { ...world, ntp: [{ host: 'a', time: 2_000_000_000 }] };
  const { made } = buildCertificates(later);
  expect(made.get('a')?.certificate.notBefore).toBe(2_000_000_000 - day);
});

test('every fixture key can be named, and makes its certificate', () => {
  const certificates = Object.fromEntries(fixtureKeyNames.map((key) => [`with-${key}`, { key }]));
  const made = build(certificates);
  const own = made.names.filter((name) => name.startsWith('with-'));
  expect(own).toEqual(fixtureKeyNames.map((key) => `with-${key}`));
});

test('those that every world has can issue others', () => {
  const made = build({ a: { issuer: 'test-ca' } });
  expect(made.names).toEqual(['a', 'test-ca', 'test-server', 'test-client']);
  expect(made.get('a')?.certificate.issuer).toBe('CN=W800 Twin test CA, O=W800 Twin');
  expect(made.get('test-server')?.certificate.subject).toBe('CN=broker, O=W800 Twin');
  expect(made.get('constructor')).toBeUndefined();
});
