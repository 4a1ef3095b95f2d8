import { expect, expectTypeOf, test } from 'vitest';
import { integer } from './integer.ts';
import { optional } from './optional.ts';
import { refused, type Parameter } from './parameter.ts';
import { summary } from './testing/sample-commands.ts';
import { text } from './text.ts';

const seconds = integer({ min: 3, max: 600, summary, label: 'jap_timeout' });

test('left out or left empty it is its default', () => {
  const withDefault = optional(seconds, 15);
  expectTypeOf(withDefault).toExtend<Parameter<number>>();
  expect(withDefault.read([undefined], 0)).toBe(15);
  expect(withDefault.read([1, 2], 2)).toBe(15);
});

test('without a default it is undefined', () => {
  const bssid = optional(text({ bytesMin: 17, bytesMax: 17, summary }));
  expectTypeOf(bssid).toExtend<Parameter<string | undefined>>();
  expectTypeOf(bssid).not.toExtend<Parameter<string>>();
  expect(bssid.read([], 0)).toBeUndefined();
});

test('when it is there it must be allowed', () => {
  expect(optional(seconds, 15).read([600], 0)).toBe(600);
  expect(optional(seconds, 15).read([601], 0)).toBe(refused);
  expect(optional(text({ bytesMin: 1, bytesMax: 2, summary })).read([''], 0)).toBe(refused);
});

test('it keeps the summary and the label of what it wraps', () => {
  expect(optional(seconds)).toMatchObject({ summary, label: 'jap_timeout', of: seconds });
  expect(optional(integer({ min: 0, max: 1, summary }))).not.toHaveProperty('label');
});
