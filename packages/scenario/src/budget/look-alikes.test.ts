import { fixtureKey, readChain, testCa } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { buildCertificates } from '../world/build-certificates.ts';
import { worldSchema } from '../world/world-schema.ts';
import { lookAlikes } from './look-alikes.ts';
import { chainIn, linkOf, serverChains } from './server-chain.ts';

function chainOf({ certificates, server }: ReturnType<typeof lookAlikes>) {
  const { made } = buildCertificates(worldSchema.parse({ certificates }));
  const found = made.get(server);
  if (found === undefined) throw new Error(`${server} was not made`);
  return found;
}

describe('a server that looks like another', () => {
  test.each(Object.keys(serverChains))('sends the chain %s, as large as it is', (name) => {
    const links = serverChains[name] ?? [];
    const { chain } = chainOf(lookAlikes(links, undefined));
    expect(chain).toHaveLength(links.length);
    const misses = links.map(({ derBytes }, index) => {
      const size = chain[index]?.der.length ?? 0;
      return Math.abs(size - (derBytes ?? size));
    });
    // A length field that grows may make the exact size impossible.
    expect(Math.max(...misses)).toBeLessThanOrEqual(3);
  });

  test.each([
    ['p-384', 700],
    ['rsa-4096', 2048],
    ['rsa-1024', 600],
  ] as const)('a certificate with the key %s can have %d bytes', (key, derBytes) => {
    const [own] = chainOf(lookAlikes([{ key, derBytes }], undefined)).chain;
    if (own === undefined) throw new Error('there is one');
    const size = own.der.length;
    expect(Math.abs(size - derBytes)).toBeLessThanOrEqual(3);
    expect(linkOf(own).key).toBe(key);
  });

  test('one that is smaller than a certificate can be, is as small as it can be', () => {
    const [least] = chainOf(lookAlikes([{ key: 'p-256' }], undefined)).chain;
    const [tiny] = chainOf(lookAlikes([{ key: 'p-256', derBytes: 10 }], undefined)).chain;
    expect(tiny?.der.length).toBe(least?.der.length);
  });
});

describe('what the module trusts', () => {
  test('is its own where nothing is said, and none where none is', () => {
    const links = serverChains['p256'] ?? [];
    expect(lookAlikes(links, undefined).ca).toBeUndefined();
    expect(lookAlikes(links, 'none').ca).toBe('none');
  });

  test('is as many authorities of the same size as in the file, the first above the chain', () => {
    const pem = `${testCa.pem}${testCa.pem}`;
    const alike = lookAlikes(serverChains['rsa2048x2'] ?? [], { pem });
    const { ca } = alike;
    if (ca === undefined || ca === 'none' || !('pem' in ca)) throw new Error('there is a file');
    const authorities = readChain(ca.pem);
    const [given] = readChain(testCa.pem);
    expect(authorities).toHaveLength(2);
    for (const { der } of authorities) {
      expect(Math.abs(der.length - (given?.der.length ?? 0))).toBeLessThanOrEqual(3);
    }
    expect(chainOf(alike).chain.at(-1)?.issuer).toBe(authorities[0]?.subject);
    expect(ca.pem).not.toContain(testCa.pem.slice(100, 200));
  });

  test('a file is read for its kinds and sizes alone', () => {
    const [given] = readChain(testCa.pem);
    expect(chainIn(testCa.pem)).toEqual([{ key: 'rsa-2048', derBytes: given?.der.length }]);
    expect(() => chainIn(fixtureKey('p-256'))).toThrow('certificate');
  });
});
