import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { digest, hashIds, type HashName } from './hash.ts';

/** Of `abc`, by RFC 1321, FIPS 180-1 and FIPS 180-4. */
const digestsOfAbc: Readonly<Record<HashName, string>> = {
  md5: '900150983cd24fb0d6963f7d28e17f72',
  sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  sha224: '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7',
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  sha384:
    'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
  sha512:
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
};

test.each(Object.entries(digestsOfAbc))('%s of abc, whole or in parts', (name, expected) => {
  const hash = name as HashName;
  expect(bytesToHex(digest(hash, utf8ToBytes('abc')))).toBe(expected);
  expect(bytesToHex(digest(hash, utf8ToBytes('a'), utf8ToBytes(''), utf8ToBytes('bc')))).toBe(
    expected,
  );
});

test('hashes are numbered as signature_algorithms does', () => {
  expect(hashIds).toEqual({ md5: 1, sha1: 2, sha224: 3, sha256: 4, sha384: 5, sha512: 6 });
});
