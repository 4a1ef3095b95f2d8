import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fixtureKey } from '../fixtures/fixture-key.ts';
import { testServer } from '../fixtures/test-set.ts';
import { bits, bytesOf, integer, parsed, sequence } from './der-blocks.ts';
import { readDer } from './der.ts';
import { writePem } from './pem.ts';
import { readCertificate, readChain } from './read-certificate.ts';
import { codeOf } from './testing/code-of.ts';
import { patched } from './testing/patched.ts';
import { noon, TestPlant } from './testing/test-plant.ts';

const plant = new TestPlant();
const root = plant.root({ pathLength: 3 });
const server = plant.server(root, {
  keyUsage: ['digitalSignature', 'decipherOnly'],
  extKeyUsage: ['serverAuth', '1.2.3.4'],
  dnsNames: ['broker.plant', '*.plant'],
  ip: ['192.168.10.234'],
});
const rsaServer = plant.server(plant.root({ key: 'rsa-2048' }), { key: 'rsa-3072' });

test('a certificate is read back as it was made', () => {
  expect(readCertificate(server.pem)).toMatchObject({
    version: 3,
    subject: 'CN=broker.plant',
    issuer: 'CN=Root, O=Plant',
    notBefore: noon - 864_000,
    notAfter: noon + 864_000,
    publicKey: { kind: 'ec', curve: 'P-256' },
    isCa: false,
    keyUsage: ['digitalSignature', 'decipherOnly'],
    extKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.2.3.4'],
    dnsNames: ['broker.plant', '*.plant'],
    ipAddresses: ['192.168.10.234'],
    signature: { kind: 'ec', hash: 'sha256' },
  });
  expect(root.certificate).toMatchObject({ isCa: true, pathLength: 3 });
  expect(root.certificate.keyUsage).toEqual(['keyCertSign', 'crlSign']);
  expect(rsaServer.certificate.publicKey).toMatchObject({
    kind: 'rsa',
    bits: 3072,
    exponent: 65537n,
  });
});

test('what a certificate does not state is absent', () => {
  const bare = plant.server(root).certificate;
  expect(bare).not.toHaveProperty('keyUsage');
  expect(bare).not.toHaveProperty('extKeyUsage');
  expect(bare).not.toHaveProperty('dnsNames');
  expect(bare).not.toHaveProperty('pathLength');
});

test('DER and PEM give the same certificate, with any line ends and text around it', () => {
  const wanted = readCertificate(server.certificate.der);
  expect(readCertificate(server.pem)).toEqual(wanted);
  const windows = `subject=broker\r\n${server.pem.replaceAll('\n', '\r\n')}`;
  expect(readCertificate(windows)).toEqual(wanted);
});

test('a chain keeps the order of its text, and keys in it are passed over', () => {
  const text = server.pem + server.keyPem + root.pem;
  expect(readChain(text).map(({ subject }) => subject)).toEqual([
    'CN=broker.plant',
    'CN=Root, O=Plant',
  ]);
});

describe('what is no certificate is refused by what it is instead', () => {
  const damaged = server.pem.replace(/\n-----END.*/, '');
  test.each([
    ['an empty text', '', 'CERTIFICATE_NOT_PEM'],
    ['DER taken for text', String.fromCharCode(...server.certificate.der), 'CERTIFICATE_NOT_PEM'],
    ['an RSA key', fixtureKey('rsa-2048'), 'CERTIFICATE_IS_KEY'],
    ['an EC key', fixtureKey('p-256'), 'CERTIFICATE_IS_KEY'],
    ['a request', writePem('CERTIFICATE REQUEST', new Uint8Array(9)), 'CERTIFICATE_IS_REQUEST'],
    ['a label of openssl alone', server.pem.replaceAll('CERT', 'X509 CERT'), 'CERTIFICATE_NOT_PEM'],
    ['a block without an end', damaged, 'CERTIFICATE_BAD_PEM'],
    ['one damaged block of two', root.pem + damaged, 'CERTIFICATE_BAD_PEM'],
    ['a character that is no base64', server.pem.replace('M', '*'), 'CERTIFICATE_BAD_PEM'],
    [
      'a certificate that stops',
      writePem('CERTIFICATE', server.certificate.der.subarray(0, 99)),
      'CERTIFICATE_BAD_DER',
    ],
    [
      'a key in the wrong wrapper',
      writePem('CERTIFICATE', readDer(server.certificate.der).children[0]?.raw ?? new Uint8Array()),
      'CERTIFICATE_BAD_DER',
    ],
  ])('%s', (_what, text, code) => {
    expect(codeOf(() => readChain(text))).toBe(code);
  });
});

describe('as strict as mbedTLS', () => {
  const { der } = server.certificate;
  const rsaDer = rsaServer.certificate.der;

  test('a byte after the end is one too many', () => {
    expect(codeOf(() => readCertificate(new Uint8Array([...der, 0])))).toBe('CERTIFICATE_BAD_DER');
  });

  test('RSASSA-PSS, which the module is built without, is refused', () => {
    const pss = patched(rsaDer, '2a864886f70d01010b', '2a864886f70d01010a');
    expect(codeOf(() => readCertificate(pss))).toBe('CERTIFICATE_SIGNATURE_TYPE');
  });

  test('the algorithm inside has to be the one outside', () => {
    const [body, , signature] = readDer(rsaDer).children as [
      { raw: Uint8Array },
      unknown,
      { raw: Uint8Array },
    ];
    const other = readDer(plant.server(root, { signatureHash: 'sha384' }).certificate.der)
      .children[1];
    const mixed = bytesOf(
      sequence(parsed(body.raw), parsed(other?.raw ?? new Uint8Array()), parsed(signature.raw)),
    );
    expect(codeOf(() => readCertificate(mixed))).toBe('CERTIFICATE_BAD_DER');
  });

  test('a key that is neither RSA nor on a known curve is refused', () => {
    const dsa = patched(rsaDer, '06092a864886f70d010101', '06092a864886f70d010107');
    const secp256k1 = patched(der, '06082a8648ce3d030107', '06082a8648ce3d030106');
    expect(codeOf(() => readCertificate(dsa))).toBe('CERTIFICATE_KEY_TYPE');
    expect(codeOf(() => readCertificate(secp256k1))).toBe('CERTIFICATE_KEY_TYPE');
  });

  test('a point that is not on its curve is refused', () => {
    const hex = Array.from(pointOf(server.pem), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    );
    const off = patched(der, hex, `${hex.slice(0, -2)}${hex.endsWith('00') ? '01' : '00'}`);
    expect(codeOf(() => readCertificate(off))).toBe('CERTIFICATE_BAD_DER');
  });

  test('an unknown extension is passed over, unless it is critical', () => {
    // basicConstraints becomes nameConstraints, which mbedTLS does not look into.
    const strange = patched(root.certificate.der, '0603551d13', '0603551d1e');
    expect(codeOf(() => readCertificate(strange))).toBe('CERTIFICATE_REFUSED');
    const calm = patched(der, '0603551d25', '0603551d24');
    expect(readCertificate(calm)).not.toHaveProperty('extKeyUsage');
  });

  test('an extension that comes twice is refused', () => {
    const twice = patched(der, '0603551d25', '0603551d0f');
    expect(() => readCertificate(twice)).toThrow('2.5.29.15 comes twice');
  });

  test('versions 1 to 3 are known, and only 3 has extensions', () => {
    const old = plant.root({ version: 1 }).certificate;
    expect(old).toMatchObject({ version: 1, isCa: false });
    expect(codeOf(() => readCertificate(patched(der, 'a003020102', 'a003020103')))).toBe(
      'CERTIFICATE_VERSION',
    );
    expect(codeOf(() => readCertificate(patched(der, 'a003020102', 'a003020101')))).toBe(
      'CERTIFICATE_BAD_DER',
    );
  });

  test('a date that does not exist is refused', () => {
    const text = (date: string) =>
      Array.from(date, (char) => (char.codePointAt(0) ?? 0).toString(16)).join('');
    const february = patched(der, text('231104221320Z'), text('230230221320Z'));
    expect(codeOf(() => readCertificate(february))).toBe('CERTIFICATE_BAD_DER');
  });
});

test('whatever the bytes, they are a certificate or an error with a code', () => {
  const { der } = readCertificate(testServer.pem);
  const change = fc.record({ at: fc.nat(der.length - 1), to: fc.integer({ min: 0, max: 255 }) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(20), (changes, cut) => {
      const bytes = der.slice(0, der.length - Math.max(0, cut - 15));
      for (const { at, to } of changes) bytes[at] = to;
      expect(codeOf(() => readCertificate(bytes))).toMatch(/^(accepted|CERTIFICATE_\w+)$/);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(codeOf(() => readCertificate(bytes))).toMatch(/^CERTIFICATE_/);
    }),
  );
});

test('structures without end are refused before they cost anything', () => {
  let nested = sequence(integer(1n));
  for (let depth = 0; depth < 200; depth++) nested = sequence(nested);
  expect(codeOf(() => readCertificate(bytesOf(nested)))).toBe('CERTIFICATE_BAD_DER');
  expect(codeOf(() => readCertificate(bytesOf(bits(new Uint8Array(9)))))).toBe(
    'CERTIFICATE_BAD_DER',
  );
});

function pointOf(pem: string): Uint8Array {
  const { publicKey } = readCertificate(pem);
  return publicKey.kind === 'ec' ? publicKey.point : new Uint8Array();
}
