import { describe, expect, test } from 'vitest';

import { testCa } from '../fixtures/test-set.ts';
import { CertificateMaker, madeCertificate } from './make-certificate.ts';
import { checkSignature } from './check-signature.ts';
import { readChain } from './read-certificate.ts';
import { codeOf } from './testing/code-of.ts';
import { noon, TestPlant } from './testing/test-plant.ts';

const request = {
  subject: { CN: 'x' },
  notBefore: noon,
  notAfter: noon + 1,
  key: 'p-256',
} as const;

test('the same requests in the same order give the same bytes', () => {
  const run = () => {
    const plant = new TestPlant();
    const ec = plant.root();
    const rsa = plant.root({ key: 'rsa-2048' });
    return [ec, rsa, plant.server(ec), plant.server(rsa)].map(({ pem }) => pem);
  };
  expect(run()).toEqual(run());
});

test('serial numbers count from 1 for each maker', () => {
  const maker = new CertificateMaker();
  const serials = [1, 2, 3].map(() => [...maker.make(request).certificate.serial]);
  expect(serials).toEqual([[1], [2], [3]]);
  expect([...new CertificateMaker().make(request).certificate.serial]).toEqual([1]);
});

test('the issuer signs, unless another key is told to', () => {
  const plant = new TestPlant();
  const root = plant.root();
  const key = root.certificate.publicKey;
  expect(checkSignature(plant.server(root).certificate, key)).toBe(true);
  expect(checkSignature(plant.server(root, { signedBy: 'p-384' }).certificate, key)).toBe(false);
});

test('the chain to be sent holds what is between the certificate and the root', () => {
  const plant = new TestPlant();
  const root = plant.root();
  const middle = plant.intermediate(root);
  const lower = plant.intermediate(middle, { subject: { CN: 'Lower' } });
  const subjects = (pem: string) => readChain(pem).map(({ subject }) => subject);
  const server = plant.server(lower);
  const wanted = ['CN=broker.plant', 'CN=Lower', 'CN=Intermediate, O=Plant'];
  expect(subjects(server.chainPem)).toEqual(wanted);
  expect(server.chain.map(({ subject }) => subject)).toEqual(wanted);
  expect(subjects(plant.server(root).chainPem)).toEqual(['CN=broker.plant']);
  expect(subjects(root.chainPem)).toEqual(['CN=Root, O=Plant']);
});

test('a certificate from a file can issue others', () => {
  const ca = madeCertificate(testCa.pem, testCa.keyPem);
  const server = new CertificateMaker().make({ ...request, issuer: ca });
  expect(server.certificate.issuer).toBe(ca.certificate.subject);
  expect(checkSignature(server.certificate, ca.certificate.publicKey)).toBe(true);
  expect(server.chain.length).toBe(1);
});

describe('what no certificate can say is refused', () => {
  test.each([
    ['an end before its start', { notAfter: noon - 1 }],
    ['a year of five digits', { notAfter: 253_402_300_800 }],
    ['a fraction of a second', { notBefore: noon - 0.5 }],
    ['a path length without an authority', { pathLength: 1 }],
    ['an elliptic signature over MD5', { signatureHash: 'md5' }],
  ] as const)('%s', (_what, change) => {
    expect(codeOf(() => new CertificateMaker().make({ ...request, ...change }))).toBe(
      'MAKE_BAD_REQUEST',
    );
  });
});
