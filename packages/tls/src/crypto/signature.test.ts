import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import forge from 'node-forge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PrivateKey, PublicKey } from '../certificate/certificate.ts';
import { opensslRsaKey } from '../record/testing/openssl-sessions.ts';
import { digest, hashIds, type HashName } from './hash.ts';
import { publicRsaOf } from './rsa.ts';
import { signDigest, verifyDigest } from './signature.ts';

const curves = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const;
const ecKey = (curve: keyof typeof curves, scalar: string): PrivateKey & { kind: 'ec' } => ({
  kind: 'ec',
  curve,
  scalar: hexToBytes(scalar),
});
const publicOf = ({ curve, scalar }: PrivateKey & { kind: 'ec' }): PublicKey => ({
  kind: 'ec',
  curve,
  point: curves[curve].getPublicKey(scalar, false),
});
const rsaKey = { kind: 'rsa', bits: 1_024, der: hexToBytes(opensslRsaKey) } as const;
const rsaPublic = publicRsaOf(rsaKey)!;
const p256Key = ecKey('P-256', 'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721');
const hashes = Object.keys(hashIds) as HashName[];

describe('ECDSA, signing `sample` as RFC 6979 A.2 does', () => {
  test.each([
    {
      hash: 'sha256' as const,
      key: p256Key,
      numberR: 'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
      numberS: 'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    },
    {
      hash: 'sha384' as const,
      key: ecKey(
        'P-384',
        '6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5',
      ),
      numberR:
        '94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46',
      numberS:
        '99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8',
    },
  ])('with $key.curve and $hash', ({ hash, key, numberR, numberS }) => {
    const hashed = digest(hash, utf8ToBytes('sample'));
    const signature = signDigest(key, hash, hashed);
    // Both numbers have their highest bit set, so that DER puts a zero before them.
    expect(bytesToHex(signature ?? new Uint8Array())).toBe(der(`00${numberR}`, `00${numberS}`));
    expect(verifyDigest(publicOf(key), hash, hashed, signature!)).toBe(true);
  });

  test('a digest shorter or longer than the curve is signed, and verified', () => {
    for (const key of [
      p256Key,
      ecKey('P-384', '01'.repeat(48)),
      ecKey('P-521', '00' + '01'.repeat(65)),
    ]) {
      for (const hash of hashes) {
        const hashed = digest(hash, utf8ToBytes('sample'));
        expect(verifyDigest(publicOf(key), hash, hashed, signDigest(key, hash, hashed)!)).toBe(
          true,
        );
      }
    }
  });

  test('the other half of the curve is taken too, as TLS has no rule for it', () => {
    const hashed = digest('sha256', utf8ToBytes('sample'));
    const signature = p256.Signature.fromBytes(signDigest(p256Key, 'sha256', hashed)!, 'der');
    const other = new p256.Signature(signature.r, p256.Point.Fn.ORDER - signature.s);
    expect(verifyDigest(publicOf(p256Key), 'sha256', hashed, other.toBytes('der'))).toBe(true);
  });
});

describe('RSA', () => {
  const theirs = forge.pki.privateKeyFromAsn1(
    forge.asn1.fromDer(forge.util.createBuffer(forge.util.hexToBytes(opensslRsaKey))),
  );

  test.each(['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const)(
    'the signature over a %s digest is the one another library makes',
    (hash) => {
      const message = forge.md[hash].create().update('sample');
      const ours = signDigest(rsaKey, hash, digest(hash, utf8ToBytes('sample')));
      expect(bytesToHex(ours!)).toBe(forge.util.bytesToHex(theirs.sign(message)));
    },
  );

  test('a signature is for one hash and one digest', () => {
    const hashed = digest('sha256', utf8ToBytes('sample'));
    const signature = signDigest(rsaKey, 'sha256', hashed)!;
    expect(verifyDigest(rsaPublic, 'sha256', hashed, signature)).toBe(true);
    expect(verifyDigest(rsaPublic, 'sha256', digest('sha256'), signature)).toBe(false);
    expect(verifyDigest(rsaPublic, 'sha384', hashed, signature)).toBe(false);
    expect(verifyDigest(rsaPublic, 'sha256', hashed, Uint8Array.of(0, ...signature))).toBe(false);
  });

  test('padding is part of what is signed', () => {
    const info = '3031300d060960864801650304020105000420';
    const block = hexToBytes(`0001${'ff'.repeat(74)}00${info}`);
    const hashed = digest('sha256', utf8ToBytes('sample'));
    const signed = (padding: number): Uint8Array => {
      const encoded = Uint8Array.of(...block, ...hashed);
      encoded[10] = padding;
      const number = new forge.jsbn.BigInteger(bytesToHex(encoded), 16);
      return hexToBytes(number.modPow(theirs.d, theirs.n).toString(16).padStart(256, '0'));
    };
    expect(verifyDigest(rsaPublic, 'sha256', hashed, signed(0xff))).toBe(true);
    expect(verifyDigest(rsaPublic, 'sha256', hashed, signed(0xfe))).toBe(false);
  });

  test('the same signature plus the modulus is another one', () => {
    const limit = 1n << 1_024n;
    const tries = Array.from({ length: 64 }, (_, count) => digest('sha256', Uint8Array.of(count)));
    const asNumber = (hashed: Uint8Array): bigint =>
      BigInt(`0x${bytesToHex(signDigest(rsaKey, 'sha256', hashed)!)}`) + rsaPublic.modulus;
    const hashed = tries.find((each) => asNumber(each) < limit)!;
    const larger = hexToBytes(asNumber(hashed).toString(16));
    expect(larger).toHaveLength(128);
    expect(verifyDigest(rsaPublic, 'sha256', hashed, larger)).toBe(false);
  });

  test('a key of 512 bits is too short for SHA-512', () => {
    const short = { ...rsaPublic, bits: 512, modulus: rsaPublic.modulus >> 512n };
    expect(verifyDigest(short, 'sha512', digest('sha512'), new Uint8Array(64))).toBe(false);
  });

  test('no signature comes from what is no key', () => {
    const broken = { kind: 'rsa', bits: 1_024, der: Uint8Array.of(0x30, 1, 2) } as const;
    expect(signDigest(broken, 'sha256', digest('sha256'))).toBeUndefined();
  });
});

test.each([
  { name: 'RSA', key: rsaKey, publicKey: rsaPublic },
  { name: 'ECDSA', key: p256Key, publicKey: publicOf(p256Key) },
])('no altered $name signature passes, and none makes it throw', ({ key, publicKey }) => {
  const hashed = digest('sha256', utf8ToBytes('sample'));
  const signature = signDigest(key, 'sha256', hashed)!;
  fc.assert(
    fc.property(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const altered = signature.slice();
      altered[at] = (altered[at] ?? 0) ^ flip;
      return !verifyDigest(publicKey, 'sha256', hashed, altered);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      return !verifyDigest(publicKey, 'sha256', hashed, bytes);
    }),
  );
});

/** A sequence of two integers. */
function der(first: string, second: string): string {
  const integer = (hex: string): string =>
    `02${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`;
  const body = integer(first) + integer(second);
  return `30${(body.length / 2).toString(16)}${body}`;
}
