import { expect, test } from 'vitest';
import { text } from '../testing/wire-bytes.ts';
import { isTopicFilter } from './topic-filter.ts';

test.each(['#', '+', 'a', 'a/#', '/#', '+/#', '+/+', 'a/+', '+/a', 'a/+/b', '/+', '+/', '温度/+'])(
  '[MQTT-4.7.1-2] [MQTT-4.7.1-3]: %s is a topic filter',
  (filter) => {
    expect(isTopicFilter(text(filter))).toBe(true);
  },
);

test.each([
  ['[MQTT-4.7.1-2]', 'a#'],
  ['[MQTT-4.7.1-2]', '#a'],
  ['[MQTT-4.7.1-2]', '#/'],
  ['[MQTT-4.7.1-2]', 'a/#/b'],
  ['[MQTT-4.7.1-2]', '##'],
  ['[MQTT-4.7.1-2]', '#/#'],
  ['[MQTT-4.7.1-3]', 'a+'],
  ['[MQTT-4.7.1-3]', '+a'],
  ['[MQTT-4.7.1-3]', 'a/+b/c'],
  ['[MQTT-4.7.1-3]', '++'],
  ['[MQTT-4.7.1-3]', '+#'],
  ['[MQTT-4.7.3-1]', ''],
  ['[MQTT-4.7.3-2]', 'a\0'],
])('%s: %j is none', (_tag, filter) => {
  expect(isTopicFilter(text(filter))).toBe(false);
});

test('[MQTT-3.8.3-1]: what is no UTF-8 is none', () => {
  expect(isTopicFilter(Uint8Array.of(0xc4, 0xe3))).toBe(false);
});

test('[MQTT-4.7.3-3]: a filter has up to 65,535 bytes', () => {
  expect(isTopicFilter(new Uint8Array(65_535).fill(0x61))).toBe(true);
  expect(isTopicFilter(new Uint8Array(65_536).fill(0x61))).toBe(false);
});
