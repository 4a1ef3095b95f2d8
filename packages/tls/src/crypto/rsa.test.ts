import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { Random } from '@w800/kernel';
import forge from 'node-forge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opensslRsaKey } from '../record/testing/openssl-sessions.ts';
import type { Entropy } from './entropy.ts';
import { decryptRsa, encryptRsa, publicRsaOf } from './rsa.ts';

const key = { kind: 'rsa', bits: 1_024, der: hexToBytes(opensslRsaKey) } as const;
const publicKey = publicRsaOf(key)!;
const theirs = forge.pki.privateKeyFromAsn1(
  forge.asn1.fromDer(forge.util.createBuffer(forge.util.hexToBytes(opensslRsaKey))),
);
const entropy: Entropy = (byteCount) => new Uint8Array(byteCount).fill(7);

test('the public half has the numbers of the private one', () => {
  expect(publicKey).toMatchObject({ kind: 'rsa', bits: 1_024, exponent: 65_537n });
  expect(publicKey.modulus.toString(16)).toBe(theirs.n.toString(16));
});

test('PKCS#8 around PKCS#1 is the same key', () => {
  const wrapped = forge.asn1.toDer(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(theirs)));
  const der = hexToBytes(wrapped.toHex());
  expect(publicRsaOf({ kind: 'rsa', bits: 1_024, der })).toEqual(publicKey);
});

test('what is encrypted is read, also by another library, and the other way round', () => {
  const secret = utf8ToBytes('a premaster secret');
  const encrypted = encryptRsa(publicKey, secret, entropy)!;
  expect(encrypted).toHaveLength(128);
  expect(decryptRsa(key, encrypted)).toEqual(secret);
  expect(theirs.decrypt(String.fromCharCode(...encrypted))).toBe('a premaster secret');
  const their = forge.pki.setRsaPublicKey(theirs.n, theirs.e).encrypt('a premaster secret');
  expect(
    decryptRsa(
      key,
      Uint8Array.from(their, (char) => char.charCodeAt(0)),
    ),
  ).toEqual(secret);
});

test('whatever fits is encrypted, and any random bytes do for it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 117 }), fc.string(), (plain, seed) => {
      const random = new Random(seed);
      const encrypted = encryptRsa(publicKey, plain, (byteCount) => random.bytes(byteCount))!;
      expect(decryptRsa(key, encrypted)).toEqual(plain);
    }),
  );
});

test('118 bytes do not fit into a key of 1,024 bits', () => {
  expect(encryptRsa(publicKey, new Uint8Array(117), entropy)).toBeDefined();
  expect(encryptRsa(publicKey, new Uint8Array(118), entropy)).toBeUndefined();
});

test('padding has no zero, and the drawn bytes stay as they are', () => {
  const drawn: Uint8Array[] = [];
  let count = 0;
  const encrypted = encryptRsa(publicKey, Uint8Array.of(1), (byteCount) => {
    const bytes = Uint8Array.from({ length: byteCount }, () => (count += 1) % 2);
    drawn.push(bytes);
    return bytes;
  })!;
  expect(decryptRsa(key, encrypted)).toEqual(Uint8Array.of(1));
  expect(drawn[0]).toContain(0);
});

describe('what was not encrypted to this key', () => {
  const blockOf = (...start: number[]): Uint8Array => {
    const block = new Uint8Array(128).fill(9);
    block.set(start);
    const number = new forge.jsbn.BigInteger(
      forge.util.bytesToHex(String.fromCharCode(...block)),
      16,
    );
    const hex = number.modPow(theirs.e, theirs.n).toString(16).padStart(256, '0');
    return hexToBytes(hex);
  };

  test('eight bytes of padding do, seven do not', () => {
    const padded = (byteCount: number): number[] => [
      0,
      2,
      ...Array.from({ length: byteCount }, () => 1),
      0,
    ];
    expect(decryptRsa(key, blockOf(...padded(8)))).toHaveLength(117);
    expect(decryptRsa(key, blockOf(...padded(7)))).toBeUndefined();
  });

  test('a block for a signature, one without an end, one with a first byte', () => {
    expect(decryptRsa(key, blockOf(0, 1, 3, 3, 3, 3, 3, 3, 3, 3, 0))).toBeUndefined();
    expect(decryptRsa(key, blockOf(0, 2))).toBeUndefined();
    expect(decryptRsa(key, blockOf(1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 0))).toBeUndefined();
  });

  test('a number that is too large, and one of another length', () => {
    expect(decryptRsa(key, new Uint8Array(128).fill(0xff))).toBeUndefined();
    expect(decryptRsa(key, new Uint8Array(127))).toBeUndefined();
  });
});

test('bytes that are no key, or a key with an altered byte, are never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (der) => {
      return publicRsaOf({ kind: 'rsa', bits: 1_024, der }) === undefined;
    }),
  );
  fc.assert(
    fc.property(fc.nat(key.der.length - 1), fc.nat(255), (at, byte) => {
      const der = key.der.slice();
      der[at] = byte;
      const altered = { kind: 'rsa', bits: 1_024, der } as const;
      expect(() => decryptRsa(altered, new Uint8Array(128).fill(1))).not.toThrow();
    }),
  );
});

test('a modulus that is not the product of its primes is no key', () => {
  const der = key.der.slice();
  // Two headers, the version, the header of the modulus and its sign come first.
  der[11] = 0;
  expect(publicRsaOf({ kind: 'rsa', bits: 1_024, der })).toBeUndefined();
});
