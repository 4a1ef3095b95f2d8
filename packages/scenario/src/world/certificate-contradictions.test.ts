import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';

/** What is said against the certificates of a world: place, code, words, advice. */
function said(certificates: string): string {
  const loaded = loadScenario(`name: t\nworld: { certificates: ${certificates} }\nsteps: []`, 'f');
  if (loaded.ok) return 'none';
  return loaded.problems
    .map(({ line, column, code, what, fix }) => `${line}:${column} ${code} ${what} | ${fix}`)
    .join('\n');
}

describe('certificates that cannot be are refused', () => {
  test.each([
    [
      '{ none: {} }',
      '2:26 SCN_WORLD `none` cannot be what a certificate is called | Use letters, digits, `-` ' +
        'and `_`, a letter first; dots and slashes are for files.',
    ],
    ['{ a.b: {} }', '2:26 SCN_WORLD `a.b` cannot be what a certificate is called | Use letters'],
    [
      '{ test-ca: {} }',
      '2:26 SCN_WORLD test-ca comes with the product | Give the certificate another name.',
    ],
    [
      '{ our-ca: {}, a: { issuer: ourca } }',
      '2:51 SCN_WORLD no certificate is called ourca | Did you mean `our-ca`?',
    ],
    ['{ a: { issuer: tset-ca } }', 'no certificate is called tset-ca | Did you mean `test-ca`?'],
    [
      '{ a: { issuer: a } }',
      '2:39 SCN_WORLD a is its own issuer, as it is without one | Leave `issuer` out.',
    ],
    [
      '{ a: { issuer: b }, b: { issuer: c }, c: { issuer: b } }',
      '2:57 SCN_WORLD the issuers of b lead back to it: c, b | ' +
        'Leave out the `issuer` of the one at the top.\n' +
        '2:75 SCN_WORLD the issuers of c lead back to it: b, c | ' +
        'Leave out the `issuer` of the one at the top.',
    ],
    [
      '{ a: { signedBy: rsa-2048 } }',
      '2:41 SCN_WORLD rsa-2048 is the key that signs it anyway | ' +
        'Name another key, or leave `signedBy` out.',
    ],
    ['{ a: { issuer: test-ca, signedBy: rsa-2048-ca } }', 'rsa-2048-ca is the key that signs it'],
    ['{ a: { issuer: test-server, signedBy: rsa-2048-server } }', 'is the key that signs it'],
    ['{ c: { key: p-256 }, a: { issuer: c, signedBy: p-256 } }', 'p-256 is the key that signs'],
    [
      '{ a: { pathLength: 1 } }',
      '2:31 SCN_WORLD nothing stands below what is no authority | ' +
        'Add `ca: true`, or leave it out.',
    ],
    [
      '{ a: { version: 1, ca: true, names: x.lan, usage: any, keyUsage: crlSign } }',
      '2:43 SCN_WORLD a certificate of version 1 says nothing of `ca` | ' +
        'Leave it or `version` out.' +
        '\n2:53 SCN_WORLD a certificate of version 1 says nothing of `names` | ' +
        'Leave it or `version` out.' +
        '\n2:67 SCN_WORLD a certificate of version 1 says nothing of `usage` | ' +
        'Leave it or `version` out.' +
        '\n2:79 SCN_WORLD a certificate of version 1 says nothing of `keyUsage` | ' +
        'Leave it or `version` out.',
    ],
    [
      '{ a: { names: [x.lan, a b] } }',
      '2:46 SCN_WORLD a b is neither a host name nor an address | ' +
        'Write a name such as broker.example or *.example, or a dotted address.',
    ],
    ['{ a: { names: 1.2.3.400 } }', '1.2.3.400 is neither a host name nor an address'],
    [
      '{ a: { from: 2d, to: 1d } }',
      '2:45 SCN_WORLD it ends on 2026-01-02T00:00:00, before it begins on 2026-01-03T00:00:00 | ' +
        'Write `from` and `to` the other way round; without them they are -1d and 365d.',
    ],
    ['{ a: { from: 366d } }', '2:37 SCN_WORLD it ends on 2027-01-01T00:00:00, before it begins'],
    ['{ a: { to: -25h } }', '2:35 SCN_WORLD it ends on 2025-12-30T23:00:00, before'],
    [
      '{ a: { hash: md5, key: p-256 } }',
      '2:37 SCN_WORLD an ec key does not sign over md5 | sha256',
    ],
    ['{ a: { key: rsa-2049 } }', '2:36 SCN_WRONG_VALUE `key` cannot be "rsa-2049" | Did you mean'],
    ['{ a: { hash: sha265 } }', '2:37 SCN_WRONG_VALUE `hash` cannot be "sha265" | Did you mean'],
    ['{ a: { usage: srever } }', 'cannot be "srever" | Did you mean `server`?'],
    ['{ a: { keyUsage: [crlSgn] } }', 'cannot be "crlSgn" | Did you mean `crlSign`?'],
    [
      '{ a: { isuer: b } }',
      '2:31 SCN_UNKNOWN_KEY `isuer` is not known here | Did you mean `issuer`?',
    ],
    ['{ a: { to: 3y } }', '2:35 SCN_WRONG_VALUE `y` is no unit'],
    ['{ a: { version: 2 } }', 'Write one of 1, 3.'],
    ['{ a: { subject: "" } }', 'The least is 1 characters.'],
    ['[]', '`certificates` must be a mapping'],
  ])('%s', (certificates, expected) => {
    expect(said(certificates)).toContain(expected);
    expect(said(certificates).split('\n')).toHaveLength(expected.split('\n').length);
  });

  test.each([
    '{}',
    "{ a: {}, b: { issuer: a }, constructor: { issuer: b, names: ['*.x.lan', 10.0.0.1] } }",
    '{ b: { issuer: a }, a: { ca: true, pathLength: 0 } }',
    '{ a: { issuer: test-ca, signedBy: rsa-2048-server, hash: md5, version: 1 } }',
    '{ a: { from: -0s, to: 0s } }',
    "{ a: { subject: 'Ä 12', keyUsage: [digitalSignature, keyEncipherment] } }",
  ])('%s can be', (certificates) => {
    expect(said(certificates)).toBe('none');
  });

  test('a date is held against what the first time server shows', () => {
    const world = (time: string): string => {
      const other = '{ host: b.lan, time: 2040-01-01T00:00:00Z }';
      const ntp = `ntp: [{ host: a.lan, time: ${time} }, ${other}]`;
      const text = `name: t\nworld: { ${ntp}, certificates: { a: { to: 2030-01-01 } } }\nsteps: []`;
      return loadScenario(text, 'f').ok ? 'good' : 'refused';
    };
    expect(world('2029-12-01T00:00:00Z')).toBe('good');
    expect(world('2031-12-01T00:00:00Z')).toBe('refused');
  });
});
