import { Kernel, second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { buildCertificates } from './build-certificates.ts';
import { listenerOptions } from './listener-options.ts';
import { listenerSchema } from './listener-schema.ts';
import { worldSchema } from './world-schema.ts';

const kernel = new Kernel({ seed: 1 });
const { made: certificates } = buildCertificates(
  worldSchema.parse({
    certificates: {
      root: { ca: true },
      inter: { issuer: 'root', ca: true, key: 'p-256-ca' },
      leaf: { issuer: 'inter', key: 'p-256' },
    },
  }),
);

function options(port: object) {
  const spec = listenerSchema.parse({ port: 8883, ...port });
  return listenerOptions(spec, { kernel, certificates, dateSeconds: 1000 });
}

const subjects = (port: object) =>
  options(port).tls?.identities.map(({ chain }) => chain.map(({ subject }) => subject));

test('a port that says nothing speaks plain MQTT', () => {
  expect(options({})).toEqual({ port: 8883 });
});

test('TLS as usual shows the test certificate and asks for nothing', () => {
  const { tls } = options({ tls: true });
  expect(subjects({ tls: true })).toEqual([['CN=broker, O=W800 Twin']]);
  const { identities: _, nowSeconds: __, ...rest } = tls ?? {};
  expect(rest).toEqual({ revoked: false, isTls13Only: false, faults: [] });
});

test('a chain is what is above a certificate without the root, or what is said', () => {
  expect(subjects({ tls: { certificate: 'leaf' } })).toEqual([['CN=leaf', 'CN=inter']]);
  expect(subjects({ tls: { certificate: 'leaf', chain: [] } })).toEqual([['CN=leaf']]);
  const chain = ['root', 'inter', 'test-ca'];
  expect(subjects({ tls: { certificate: 'leaf', chain } })).toEqual([
    ['CN=leaf', 'CN=root', 'CN=inter', 'CN=W800 Twin test CA, O=W800 Twin'],
  ]);
  expect(subjects({ tls: { certificate: ['leaf', 'test-server'] } })).toHaveLength(2);
});

test('all that is said of TLS reaches the broker', () => {
  const { tls } = options({
    tls: {
      revoked: true,
      clientCertificate: 'requested',
      trust: ['root', 'test-ca'],
      alpn: ['mqtt', 'ü'],
      suites: 'TLS_RSA_WITH_AES_128_CBC_SHA',
      groups: ['secp256r1'],
      versions: ['1.3'],
      recordBytes: 1024,
      fault: [
        { at: 'certificate', act: 'close' },
        { at: 'finished', act: 'alert', alert: 'unknown_ca' },
        { at: 'finished', act: 'delay', delay: '9s' },
      ],
    },
  });
  expect(tls).toMatchObject({
    revoked: true,
    clientCertificate: 'requested',
    trust: [{ subject: 'CN=root' }, { subject: 'CN=W800 Twin test CA, O=W800 Twin' }],
    alpn: [Uint8Array.of(0x6d, 0x71, 0x74, 0x74), Uint8Array.of(0xc3, 0xbc)],
    suites: ['TLS_RSA_WITH_AES_128_CBC_SHA'],
    groups: ['secp256r1'],
    isTls13Only: true,
    recordBytesMax: 1024,
    faults: [
      { at: 'certificate', act: 'close' },
      { at: 'finished', act: 'alert', alert: 'unknown_ca' },
      { at: 'finished', act: 'delay', delayNs: 9 * second },
    ],
  });
});

test("a server's clock goes on from the date of the world", async () => {
  const { tls } = options({ tls: true });
  expect(tls?.nowSeconds?.()).toBe(1000);
  kernel.after(90 * second + 1, () => {});
  await kernel.run(100 * second);
  expect(tls?.nowSeconds?.()).toBe(1000 + Math.floor(kernel.now / second));
  expect(kernel.now).toBeGreaterThanOrEqual(90 * second);
});

test('all that is said of WebSocket reaches the broker', () => {
  expect(options({ websocket: true }).websocket).toEqual({ misbehaviour: {} });
  const wrong = {
    wrongAccept: true,
    fragmentBytes: 2,
    textFrames: true,
    maskFrames: true,
    pingBeforeFrame: true,
    closeCode: 1011,
  };
  const spoken = { path: '/ws', subprotocols: ['a', 'b'] };
  expect(options({ websocket: { ...spoken, ...wrong, subprotocol: 'c' } }).websocket).toEqual({
    ...spoken,
    misbehaviour: { ...wrong, subprotocol: 'c' },
  });
  expect(options({ websocket: { subprotocol: 'none' } }).websocket).toEqual({
    misbehaviour: { subprotocol: null },
  });
  const elsewhere = { status: 302, location: '/x' };
  expect(options({ websocket: elsewhere }).websocket).toEqual({ misbehaviour: elsewhere });
});
