import { millisecond, valuesOf } from '@w800/kernel';
import { expect, test } from 'vitest';
import { handshakeCost } from './handshake-cost.ts';
import { handshakeFigures } from './handshake-figures.ts';

const figures = valuesOf(handshakeFigures);
const ecdhe = {
  task: 'key-exchange',
  exchange: 'ecdhe',
  authentication: 'rsa',
  group: 'x25519',
} as const;

test('an exchange with ECDHE and RSA takes 1.8 s at 80 MHz, and a third of it at 240 MHz', () => {
  expect(handshakeCost(figures)(ecdhe)).toBe(1_800 * millisecond);
  expect(handshakeCost(figures, 240)(ecdhe)).toBe(600 * millisecond);
});

test('an exchange with RSA alone takes 150 ms, and a signature 100 ms more', () => {
  const cost = handshakeCost(figures);
  expect(cost({ ...ecdhe, exchange: 'rsa' })).toBe(150 * millisecond);
  expect(cost({ task: 'signature', key: 'rsa', bits: 2_048 })).toBe(100 * millisecond);
});

test('the figure of an exchange covers the checks of its chain and signature', () => {
  const cost = handshakeCost(figures);
  expect(cost({ task: 'chain', certificates: 2, isVerified: true })).toBe(0);
  expect(cost({ task: 'signature-check', key: 'rsa' })).toBe(0);
});
