import { expect, test } from 'vitest';
import { CertificateError } from './certificate-error.ts';
import { checkSignature } from './check-signature.ts';
import { knownCertificate } from './known-certificate.ts';
import { readCertificate } from './read-certificate.ts';
import { patched } from './testing/patched.ts';
import { TestPlant } from './testing/test-plant.ts';

const plant = new TestPlant();
const root = plant.root();
const stranger = plant.root({ key: 'p-384-ca' });
const { der } = plant.server(root).certificate;

test('the same bytes are the same certificate, as it is read; others are another', () => {
  const certificate = knownCertificate(der);
  expect(certificate).toEqual(readCertificate(der));
  expect(knownCertificate(der.slice())).toBe(certificate);
  const later = plant.server(root).certificate.der;
  expect(knownCertificate(later)).toEqual(readCertificate(later));
});

test('what cannot be read is refused every time', () => {
  const broken = patched(der, 'a003020102', 'a003020105');
  expect(() => knownCertificate(broken)).toThrow(CertificateError);
  expect(() => knownCertificate(broken)).toThrow(CertificateError);
});

test('a verdict on its signature holds for that key, and for those bytes', () => {
  const certificate = knownCertificate(der);
  for (let round = 0; round < 2; round += 1) {
    expect(checkSignature(certificate, stranger.certificate.publicKey)).toBe(false);
    expect(checkSignature(certificate, root.certificate.publicKey)).toBe(true);
  }
  const other = patched(der, '62726f6b6572', '72656b6f7262');
  expect(checkSignature(knownCertificate(other), root.certificate.publicKey)).toBe(false);
});
