import { expect, test } from 'vitest';
import { readBandwidth } from './bandwidth.ts';

test.each([
  ['1Mbit/s', 1_000_000],
  ['64 kbit/s', 64_000],
  ['1.5Mbit/s', 1_500_000],
  ['100bit/s', 100],
  ['100Gbit/s', 100_000_000_000],
])('a bandwidth of %s is %i bit/s', (text, value) => {
  expect(readBandwidth(text)).toEqual({ ok: true, value });
});

test.each([
  ['1Mbps', '`Mbit/s`'],
  ['1MBit/s', '`Mbit/s`'],
  ['1000', '`1Mbit/s`'],
  ['0.5bit/s', '`1Mbit/s`'],
  ['99bit/s', '100bit/s'],
  ['101Gbit/s', '100Gbit/s'],
])('%s is no bandwidth, and the advice has %s', (text, advice) => {
  const read = readBandwidth(text);
  expect(read.ok ? '' : read.fix).toContain(advice);
});
