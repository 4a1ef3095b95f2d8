import { expect, test } from 'vitest';
import { text } from '../testing/wire-bytes.ts';
import { isTopicName } from './topic-name.ts';

test.each(['a', '/', 'a/b/c', '//', ' ', '$SYS/x', '温度/1', '\uFEFFa', '\u{1F321}'])(
  '%j names a topic',
  (topic) => {
    expect(isTopicName(text(topic))).toBe(true);
  },
);

test.each([
  ['[MQTT-4.7.3-1]: nothing', ''],
  ['[MQTT-4.7.1-1]: a level of +', 'a/+/b'],
  ['[MQTT-4.7.1-1]: + within a level', 'a+b'],
  ['[MQTT-4.7.1-1]: a level of #', 'a/#'],
  ['[MQTT-4.7.1-1]: # within a level', '#a'],
  ['[MQTT-4.7.3-2]: U+0000', 'a\0b'],
])('%s names none', (_name, topic) => {
  expect(isTopicName(text(topic))).toBe(false);
});

test('[MQTT-1.5.3-1]: what is no UTF-8 names none', () => {
  expect(isTopicName(Uint8Array.of(0x61, 0xff))).toBe(false);
});

test('[MQTT-4.7.3-3]: a name has up to 65,535 bytes', () => {
  expect(isTopicName(new Uint8Array(65_535).fill(0x61))).toBe(true);
  expect(isTopicName(new Uint8Array(65_536).fill(0x61))).toBe(false);
});
