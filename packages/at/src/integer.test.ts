import { expect, test } from 'vitest';
import { integer } from './integer.ts';
import { refused } from './parameter.ts';
import { PlusNumber } from './plus-number.ts';
import { summary } from './testing/sample-commands.ts';

const channel = integer({ min: -1, max: 14, summary });

test('both limits are allowed and nothing beyond', () => {
  expect([-2, -1, 14, 15].map((value) => channel.read([value], 0))).toEqual([
    refused,
    -1,
    14,
    refused,
  ]);
});

test('CORE-10: a number in quotes is refused', () => {
  expect(channel.read(['1'], 0)).toBe(refused);
});

test('CORE-11: an empty field is refused, except where it has a default', () => {
  expect(channel.read([undefined], 0)).toBe(refused);
  const qos = integer({ min: 0, max: 2, emptyDefault: 0, summary });
  expect(qos.read([undefined], 0)).toBe(0);
  expect(qos.read([3], 0)).toBe(refused);
});

test('a leading plus is refused, except where it is allowed', () => {
  const plus = new PlusNumber(14);
  expect(channel.read([plus], 0)).toBe(refused);
  const signed = integer({ min: -1, max: 14, plus: true, summary });
  expect([plus, new PlusNumber(15)].map((value) => signed.read([value], 0))).toEqual([14, refused]);
  expect([signed.read([14], 0), signed.read([15], 0)]).toEqual([14, refused]);
});
