import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes, toLineBytes } from './byte-string.ts';

test('any bytes become a text of as many characters and come back the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000, size: 'max' }), (bytes) => {
      const text = fromBytes(bytes);
      expect(text).toHaveLength(bytes.length);
      expect(toBytes(text)).toEqual(bytes);
    }),
    { numRuns: 30 },
  );
});

test('a part of the bytes can be read alone', () => {
  expect(fromBytes(toBytes('AT+NAME=1'), 3, 7)).toBe('NAME');
  expect(fromBytes(toBytes('AT'), 2, 2)).toBe('');
});

test('a line is its text, given as either, and CR LF', () => {
  expect(fromBytes(toLineBytes('é'))).toBe('\xe9\r\n');
  expect(toLineBytes(Uint8Array.of(0, 255))).toEqual(Uint8Array.of(0, 255, 13, 10));
});

test('a character that is no byte is refused, not cut', () => {
  expect(() => toBytes('温度')).toThrow(RangeError);
  expect(() => toLineBytes('Ā')).toThrow('not a byte string: "Ā"');
});
