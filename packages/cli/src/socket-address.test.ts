import { describe, expect, it } from 'vitest';

import { isLoopback, readSocketAddress } from './socket-address.ts';

describe('an address to listen on', () => {
  it.each([
    ['0', '127.0.0.1', 0],
    ['65535', '127.0.0.1', 65_535],
    ['0.0.0.0:3333', '0.0.0.0', 3333],
    ['localhost:1', 'localhost', 1],
    ['my-host.example:80', 'my-host.example', 80],
    ['[::1]:3333', '::1', 3333],
    ['[fe80::1]:0', 'fe80::1', 0],
  ])('is read from %s', (text, host, port) => {
    expect(readSocketAddress(text)).toStrictEqual({ host, port });
  });

  it.each([
    '',
    ':',
    ':80',
    'a:',
    'a',
    '65536',
    '-1',
    '1.5',
    '::1:80',
    '[::1]',
    'a b:1',
    '1e3',
    ' 1',
  ])('is not %j', (text) => {
    expect(readSocketAddress(text)).toBeUndefined();
  });

  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.example.com', false],
    ['192.168.1.1', false],
  ])('%s is for this machine alone: %s', (host, is) => {
    expect(isLoopback({ host, port: 1 })).toBe(is);
  });
});
