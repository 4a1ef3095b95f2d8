import { expect, test } from 'vitest';
import { fromBytes, toBytes } from './byte-string.ts';
import { LineBuffer } from './line-buffer.ts';

function linesOf(chunks: readonly string[], lineBytesMax = 8): string[] {
  const buffer = new LineBuffer(lineBytesMax);
  const lines: string[] = [];
  for (const chunk of chunks.map(toBytes)) {
    for (let index = 0; index < chunk.length;) {
      index = buffer.take(chunk, index);
      if (buffer.lineComplete) lines.push(`${buffer.lineBytes}:${fromBytes(buffer.line)}`);
    }
  }
  return lines;
}

test('CORE-03: CR LF ends a line, in one chunk or split between its bytes', () => {
  expect(linesOf(['ab\r\ncd\r\n'])).toEqual(['2:ab', '2:cd']);
  expect(linesOf(['a', 'b\r', '\n', 'cd', '\r\n'])).toEqual(['2:ab', '2:cd']);
});

test('the CR of the line before does not count for the LF behind it', () => {
  expect(linesOf(['ab\r\n\ncd\r\n'])).toEqual(['2:ab', '3:\ncd']);
  expect(linesOf(['ab\r\n', '\ncd\r\n'])).toEqual(['2:ab', '3:\ncd']);
});

test('an empty chunk changes nothing, between CR and LF either', () => {
  const buffer = new LineBuffer(8);
  buffer.take(toBytes('ab\r'), 0);
  expect(buffer.take(new Uint8Array(), 0)).toBe(0);
  buffer.take(toBytes('\n'), 0);
  expect([buffer.lineComplete, fromBytes(buffer.line)]).toEqual([true, 'ab']);
});

test('lone CR and LF are part of the line', () => {
  expect(linesOf(['a\nb\rc\r\r\n'])).toEqual(['6:a\nb\rc\r']);
  expect(linesOf(['\n', '\r', '\r', '\n'])).toEqual(['2:\n\r']);
});

test('an empty line is a line of no bytes', () => {
  expect(linesOf(['\r\n\r\n'])).toEqual(['0:', '0:']);
});

test('CORE-01, CORE-02: of a longer line the beginning is kept and the rest counted', () => {
  expect(linesOf(['12345678\r\n'])).toEqual(['8:12345678']);
  expect(linesOf(['123456789\r\nok\r\n'])).toEqual(['9:12345678', '2:ok']);
  expect(linesOf(['1234567', '89012', '3\n\r4', '\r\nok\r\n'])).toEqual(['16:12345678', '2:ok']);
});

test('a megabyte of line feeds costs one pass', () => {
  const buffer = new LineBuffer(256);
  const chunk = new Uint8Array(1_000_000).fill(0x0a);
  let searched = 0;
  chunk.indexOf = (value, from = 0) => {
    const found = Uint8Array.prototype.indexOf.call(chunk, value, from);
    searched += (found < 0 ? chunk.length : found + 1) - from;
    return found;
  };
  expect(buffer.take(chunk, 0)).toBe(1_000_000);
  expect(searched).toBe(1_000_000);
});

test('what was taken can be forgotten, a CR before the LF too', () => {
  const buffer = new LineBuffer(8);
  buffer.take(toBytes('ab\r'), 0);
  buffer.clear();
  buffer.take(toBytes('\n\r\n'), 0);
  expect(fromBytes(buffer.line)).toBe('\n');
});
