import { expect, test } from 'vitest';
import { suiteOf, suites } from './cipher-suite.ts';

const named = (name: string) => suites.find((suite) => suite.name === name);

test('the suites are those of the configuration, in the order mbedTLS 3.4.0 offers them', () => {
  expect(suites.map((suite) => suite.id.toString(16).padStart(4, '0')).join(' ')).toBe(
    [
      'cca8 cca9 c02c c030 c024 c028 c00a c014 c02b c02f c023 c027 c009 c013',
      '009d 003d 0035 c032 c02a c00f c02e c026 c005 009c 003c 002f c031 c029 c00e c02d c025 c004',
    ].join(' '),
  );
});

test('every suite is found by its number, and no other is', () => {
  for (const suite of suites) expect(suiteOf(suite.id)).toBe(suite);
  expect(new Set(suites.map((suite) => suite.name)).size).toBe(suites.length);
  expect(suiteOf(0x1301)).toBeUndefined();
});

test('a name says how keys are exchanged, who signs, and what protects', () => {
  expect(named('TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256')).toEqual({
    id: 0xcca8,
    name: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    keyExchange: 'ecdhe',
    authentication: 'rsa',
    cipher: 'chacha20-poly1305',
    prfHash: 'sha256',
  });
  expect(named('TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384')).toMatchObject({
    keyExchange: 'ecdh',
    authentication: 'ecdsa',
    cipher: 'aes-256-gcm',
    prfHash: 'sha384',
  });
  expect(named('TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384')).toMatchObject({
    keyExchange: 'ecdhe',
    authentication: 'ecdsa',
    cipher: 'aes-256-cbc',
    mac: 'sha384',
    prfHash: 'sha384',
  });
});

test('a suite that says SHA alone takes SHA-1 for the MAC and SHA-256 for keys', () => {
  expect(named('TLS_RSA_WITH_AES_128_CBC_SHA')).toMatchObject({
    keyExchange: 'rsa',
    authentication: 'rsa',
    cipher: 'aes-128-cbc',
    mac: 'sha1',
    prfHash: 'sha256',
  });
});

test('only the suites with CBC have a MAC of their own', () => {
  for (const { cipher, mac } of suites) expect(mac !== undefined).toBe(cipher.endsWith('cbc'));
});
