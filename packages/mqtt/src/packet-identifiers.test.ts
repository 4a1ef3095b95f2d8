import { expect, test } from 'vitest';
import { PacketIdentifiers } from './packet-identifiers.ts';

test('[MQTT-2.3.1-1]: identifiers run from 1 to 65535 and never are zero', () => {
  const identifiers = new PacketIdentifiers();
  const seen = Array.from({ length: 65_535 }, () => {
    const identifier = identifiers.take() ?? 0;
    identifiers.release(identifier);
    return identifier;
  });
  expect(seen).toEqual(Array.from({ length: 65_535 }, (_, index) => index + 1));
  expect(identifiers.take()).toBe(1);
});

test('[MQTT-2.3.1-2] NOTE-13: one that is in use is passed over', () => {
  const identifiers = new PacketIdentifiers();
  for (let taken = 1; taken <= 65_535; taken += 1) {
    identifiers.take();
    if (taken > 3) identifiers.release(taken);
  }
  expect(identifiers.take()).toBe(4);
});

test('when all are in use there is none, until one is released', () => {
  const identifiers = new PacketIdentifiers();
  for (let taken = 1; taken <= 65_535; taken += 1) identifiers.take();
  expect(identifiers.take()).toBeUndefined();
  identifiers.release(1_000);
  expect(identifiers.take()).toBe(1_000);
});
