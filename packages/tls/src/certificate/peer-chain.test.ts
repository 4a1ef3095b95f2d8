import { expect, test } from 'vitest';

import { readPeerChain } from './peer-chain.ts';
import { patched } from './testing/patched.ts';
import { TestPlant } from './testing/test-plant.ts';

const plant = new TestPlant();
const root = plant.root({ key: 'rsa-2048' });
const { der } = plant.server(root, { key: 'rsa-2048-server' }).certificate;
const pss = patched(der, '2a864886f70d01010b', '2a864886f70d01010a');

test('a list is read in its order', () => {
  const read = readPeerChain([der, root.certificate.der]);
  expect(read).toMatchObject({
    ok: true,
    chain: [{ subject: 'CN=broker.plant' }, { subject: 'CN=Root, O=Plant' }],
  });
});

test('a certificate signed by an unknown algorithm is passed over', () => {
  const read = readPeerChain([der, pss]);
  expect(read.ok && read.chain.length).toBe(1);
  expect(readPeerChain([pss])).toMatchObject({ ok: false, alert: 'bad_certificate' });
});

test('anything else that cannot be read ends the handshake with its alert', () => {
  const broken = der.subarray(0, 200);
  const version = patched(der, 'a003020102', 'a003020105');
  expect(readPeerChain([der, broken])).toMatchObject({ ok: false, alert: 'bad_certificate' });
  expect(readPeerChain([version])).toMatchObject({ ok: false, alert: 'unsupported_certificate' });
});
