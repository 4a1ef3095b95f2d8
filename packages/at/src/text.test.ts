import { expect, test } from 'vitest';
import { refused } from './parameter.ts';
import { summary } from './testing/sample-commands.ts';
import { text } from './text.ts';

const host = text({ bytesMin: 1, bytesMax: 3, summary });

test('CORE-08: the length is counted in bytes of the value', () => {
  expect(host.read(['abc'], 0)).toBe('abc');
  expect(host.read(['abcd'], 0)).toBe(refused);
  expect(host.read([''], 0)).toBe(refused);
  expect(text({ bytesMin: 0, bytesMax: 3, summary }).read([''], 0)).toBe('');
});

test('CORE-09: a value without quotes is refused, and so is an empty field', () => {
  expect(host.read([1], 0)).toBe(refused);
  expect(host.read([undefined], 0)).toBe(refused);
});

test('a declaration may refuse values of its own', () => {
  const topic = text({ bytesMin: 1, bytesMax: 9, summary, refuse: (value) => /[+#]/.test(value) });
  expect(topic.read(['a/b'], 0)).toBe('a/b');
  expect(topic.read(['a/#'], 0)).toBe(refused);
});
