import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fixtureKey, fixtureKeyNames } from '../fixtures/fixture-key.ts';
import { testClient } from '../fixtures/test-set.ts';
import { bytesOf, integer, octets, oid, parsed, sequence, wrapped } from './der-blocks.ts';
import { readDer } from './der.ts';
import { readPem, writePem } from './pem.ts';
import { curveTypes, keyTypes } from './read-public-key.ts';
import { readPrivateKey } from './read-private-key.ts';
import { codeOf } from './testing/code-of.ts';

const rsaPem = fixtureKey('rsa-2048');
const ecPem = fixtureKey('p-256');

function derOf(pem: string): Uint8Array {
  return readPem(pem)?.[0]?.der ?? new Uint8Array();
}

/** PKCS#8 around a key. */
function wrap(inner: Uint8Array, ...types: readonly string[]): Uint8Array {
  return bytesOf(sequence(integer(0n), sequence(...types.map(oid)), octets(inner)));
}

test('every fixture key is what its name says', () => {
  for (const name of fixtureKeyNames) {
    const key = readPrivateKey(fixtureKey(name));
    const found = key.kind === 'rsa' ? `rsa-${key.bits}` : key.curve.toLowerCase();
    expect(name.startsWith(found)).toBe(true);
  }
});

test('PKCS#8 holds the same keys as PKCS#1 and SEC 1', () => {
  const rsa = wrap(derOf(rsaPem), keyTypes.rsa);
  expect(readPrivateKey(writePem('PRIVATE KEY', rsa))).toEqual(readPrivateKey(rsaPem));
  const scalar = readPrivateKey(ecPem);
  const bare = bytesOf(
    sequence(integer(1n), octets(readDer(derOf(ecPem)).children[1]?.contents ?? new Uint8Array())),
  );
  const ec = wrap(bare, keyTypes.ec, curveTypes['P-256']);
  expect(readPrivateKey(ec)).toEqual(scalar);
});

test('the parameters that openssl writes before an EC key are passed over', () => {
  const parameters = writePem('EC PARAMETERS', bytesOf(oid(curveTypes['P-256'])));
  expect(readPrivateKey(parameters + ecPem)).toEqual(readPrivateKey(ecPem));
});

test('a scalar written short is filled up from the left', () => {
  const short = bytesOf(
    sequence(integer(1n), octets(new Uint8Array([7])), wrapped(0, oid(curveTypes['P-384']))),
  );
  expect(readPrivateKey(short)).toEqual({
    kind: 'ec',
    curve: 'P-384',
    scalar: new Uint8Array([...new Uint8Array(47), 7]),
  });
});

describe('what is no key is refused by what it is instead', () => {
  const locked = rsaPem.replace(
    'KEY-----\n',
    'KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n',
  );
  const onCurve = (curve: string, scalar: Uint8Array) =>
    writePem(
      'EC PRIVATE KEY',
      bytesOf(sequence(integer(1n), octets(scalar), wrapped(0, oid(curve)))),
    );
  test.each([
    ['an empty text', '', 'KEY_NOT_PEM'],
    ['a certificate', testClient.pem, 'KEY_IS_CERTIFICATE'],
    ['a public key', writePem('PUBLIC KEY', new Uint8Array(9)), 'KEY_IS_PUBLIC'],
    ['a locked key', locked, 'KEY_ENCRYPTED'],
    ['a locked PKCS#8 key', writePem('ENCRYPTED PRIVATE KEY', new Uint8Array(9)), 'KEY_ENCRYPTED'],
    ['a block without an end', rsaPem.replace(/-----END.*/, ''), 'KEY_BAD_PEM'],
    ['half a key', writePem('RSA PRIVATE KEY', derOf(rsaPem).subarray(0, 300)), 'KEY_BAD_DER'],
    [
      'an Ed25519 key',
      writePem('PRIVATE KEY', wrap(new Uint8Array(34), '1.3.101.112')),
      'KEY_TYPE',
    ],
    ['a key on secp256k1', onCurve('1.3.132.0.10', new Uint8Array(32).fill(1)), 'KEY_TYPE'],
    ['a key of zero', onCurve(curveTypes['P-256'], new Uint8Array(32)), 'KEY_BAD_DER'],
    [
      'a key beyond the order',
      onCurve(curveTypes['P-256'], new Uint8Array(32).fill(255)),
      'KEY_BAD_DER',
    ],
    ['a key too long', onCurve(curveTypes['P-256'], new Uint8Array(33).fill(1)), 'KEY_BAD_DER'],
  ])('%s', (_what, text, code) => {
    expect(codeOf(() => readPrivateKey(text))).toBe(code);
  });

  test('primes that do not make the modulus', () => {
    const other = readDer(derOf(fixtureKey('rsa-2048-ca'))).children;
    const fields = readDer(derOf(rsaPem)).children.map((node, index) =>
      index === 4 ? other[4] : node,
    );
    const mixed = sequence(...fields.map((node) => parsed(node?.raw ?? new Uint8Array())));
    expect(codeOf(() => readPrivateKey(bytesOf(mixed)))).toBe('KEY_BAD_DER');
  });
});

test('whatever the bytes, they are a key or an error with a code', () => {
  const der = derOf(ecPem);
  fc.assert(
    fc.property(fc.nat(der.length - 1), fc.integer({ min: 0, max: 255 }), (at, to) => {
      const bytes = der.slice();
      bytes[at] = to;
      expect(codeOf(() => readPrivateKey(bytes))).toMatch(/^(accepted|KEY_\w+)$/);
    }),
  );
});

test('no error repeats a byte of the key', () => {
  const text = rsaPem.replace(/-----END.*/, '');
  const line = text.split('\n')[5] ?? '';
  expect(line).toHaveLength(64);
  expect(() => readPrivateKey(text)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(line) as string }),
  );
});
