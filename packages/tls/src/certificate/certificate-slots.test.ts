import { describe, expect, test } from 'vitest';

import { fixtureKey } from '../fixtures/fixture-key.ts';
import { testCa, testClient, testServer } from '../fixtures/test-set.ts';
import { CertificateSlots } from './certificate-slots.ts';
import { readChain } from './read-certificate.ts';
import { slotFigures } from './slot-figures.ts';
import { codeOf } from './testing/code-of.ts';
import { TestPlant } from './testing/test-plant.ts';
import { verifyChain } from './verify-chain.ts';

const client = { certificate: testClient.pem, key: testClient.keyPem };

test('slot 0 holds a set from the start, whose members trust one another', () => {
  const slots = new CertificateSlots();
  const trust = slots.ca(0) ?? [];
  const chain = slots.identity(0)?.chain ?? [];
  const nowSeconds = 1_700_000_000;
  expect(verifyChain({ chain, trust, purpose: 'client', nowSeconds }).flags).toEqual([]);
  const server = readChain(testServer.pem);
  const judged = { chain: server, trust, purpose: 'server' } as const;
  expect(verifyChain({ ...judged, nowSeconds }).flags).toEqual([]);
  expect(verifyChain({ ...judged, nowSeconds: 946_684_800 }).flags).toEqual(['FUTURE']);
});

test('a slot can be emptied and filled again', () => {
  const slots = new CertificateSlots();
  slots.emptyCa(0);
  slots.emptyIdentity(0);
  expect([slots.ca(0), slots.identity(0)]).toEqual([undefined, undefined]);
  slots.loadCa(0, testServer.pem + testCa.pem);
  slots.loadIdentity(0, client);
  expect(slots.ca(0)?.map(({ subject }) => subject)).toEqual([
    'CN=broker, O=W800 Twin',
    'CN=W800 Twin test CA, O=W800 Twin',
  ]);
  expect(slots.identity(0)?.key).toMatchObject({ kind: 'rsa', bits: 2048 });
});

test('there is no slot but 0', () => {
  const slots = new CertificateSlots();
  const attempts = [
    () => slots.ca(1),
    () => slots.identity(-1),
    () => slots.loadCa(1, testCa.pem),
    () => slots.loadIdentity(2, client),
    () => slots.emptyCa(1),
    () => slots.emptyIdentity(1),
  ];
  expect(new Set(attempts.map(codeOf))).toEqual(new Set(['SLOT_UNKNOWN']));
});

describe('what is refused leaves the slot as it was', () => {
  test.each([
    ['a key for the authority', testCa.keyPem, 'CERTIFICATE_IS_KEY'],
    ['DER for the authority', String.fromCharCode(48, 130, 1, 10), 'CERTIFICATE_NOT_PEM'],
  ] as const)('%s', (_what, pem, code) => {
    const slots = new CertificateSlots();
    const before = slots.ca(0);
    expect(codeOf(() => slots.loadCa(0, pem))).toBe(code);
    expect(slots.ca(0)).toBe(before);
  });

  test.each([
    [
      'two texts the wrong way round',
      { certificate: client.key, key: client.certificate },
      'CERTIFICATE_IS_KEY',
    ],
    ['a certificate for the key', { ...client, key: client.certificate }, 'KEY_IS_CERTIFICATE'],
    ['the key of another RSA certificate', { ...client, key: testServer.keyPem }, 'KEY_MISMATCH'],
    ['a key of another kind', { ...client, key: fixtureKey('p-256') }, 'KEY_MISMATCH'],
    [
      'a chain that starts with the authority',
      { ...client, certificate: testCa.pem + testClient.pem },
      'KEY_MISMATCH',
    ],
  ])('%s', (_what, texts, code) => {
    const slots = new CertificateSlots();
    const before = slots.identity(0);
    expect(codeOf(() => slots.loadIdentity(0, texts))).toBe(code);
    expect(slots.identity(0)).toBe(before);
  });
});

test('an elliptic key has to fit in curve and point', () => {
  const plant = new TestPlant();
  const { pem } = plant.server(undefined, { key: 'p-256' });
  const codeWith = (key: string) =>
    codeOf(() => new CertificateSlots().loadIdentity(0, { certificate: pem, key }));
  expect(codeWith(fixtureKey('p-256'))).toBe('accepted');
  expect(codeWith(fixtureKey('p-256-ca'))).toBe('KEY_MISMATCH');
  expect(codeWith(fixtureKey('p-384'))).toBe('KEY_MISMATCH');
  expect(codeWith(fixtureKey('rsa-2048'))).toBe('KEY_MISMATCH');
});

test('a key that does not fit can be forced in, to see what the server says', () => {
  const slots = new CertificateSlots();
  slots.loadIdentity(0, { ...client, key: testServer.keyPem, allowMismatch: true });
  expect(slots.identity(0)?.key).toMatchObject({ kind: 'rsa' });
});

test('both slots share the flash, to the byte', () => {
  const slots = new CertificateSlots();
  slots.emptyIdentity(0);
  const room = slotFigures.flashBytes.value - testCa.pem.length - 1;
  expect(codeOf(() => slots.loadCa(0, testCa.pem + ' '.repeat(room)))).toBe('accepted');
  expect(codeOf(() => slots.loadCa(0, testCa.pem + ' '.repeat(room + 1)))).toBe('SLOT_TOO_LARGE');
  expect(codeOf(() => slots.loadIdentity(0, client))).toBe('SLOT_TOO_LARGE');
  slots.emptyCa(0);
  expect(codeOf(() => slots.loadIdentity(0, client))).toBe('accepted');
});
