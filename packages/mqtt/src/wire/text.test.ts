import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isText } from './text.ts';

/** What a strict decoder takes, which knows nothing of MQTT, without U+0000. */
function isStrictlyText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

test.each([
  ['nothing at all', []],
  ['ASCII', [0x41, 0x7f]],
  ['control characters other than U+0000', [0x01, 0x1f]],
  ['U+0080, the first of two bytes', [0xc2, 0x80]],
  ['U+0800, the first of three bytes', [0xe0, 0xa0, 0x80]],
  ['U+D7FF, the last before the surrogates', [0xed, 0x9f, 0xbf]],
  ['U+E000, the first after them', [0xee, 0x80, 0x80]],
  ['[MQTT-1.5.3-3] U+FEFF', [0xef, 0xbb, 0xbf]],
  ['U+FFFF, which is no character', [0xef, 0xbf, 0xbf]],
  ['U+10000, the first of four bytes', [0xf0, 0x90, 0x80, 0x80]],
  ['U+10FFFF, the last of all', [0xf4, 0x8f, 0xbf, 0xbf]],
])('%s is text', (_name, bytes) => {
  expect(isText(Uint8Array.from(bytes))).toBe(true);
});

test.each([
  ['[MQTT-1.5.3-2] U+0000', [0x41, 0x00]],
  ['[MQTT-1.5.3-1] the surrogate U+D800', [0xed, 0xa0, 0x80]],
  ['[MQTT-1.5.3-1] the surrogate U+DFFF', [0xed, 0xbf, 0xbf]],
  ['[MQTT-1.5.3-1] U+0000 in two bytes', [0xc0, 0x80]],
  ['[MQTT-1.5.3-1] "/" in two bytes', [0xc0, 0xaf]],
  ['[MQTT-1.5.3-1] U+007F in two bytes', [0xc1, 0xbf]],
  ['[MQTT-1.5.3-1] U+07FF in three bytes', [0xe0, 0x9f, 0xbf]],
  ['[MQTT-1.5.3-1] U+FFFF in four bytes', [0xf0, 0x8f, 0xbf, 0xbf]],
  ['[MQTT-1.5.3-1] U+110000', [0xf4, 0x90, 0x80, 0x80]],
  ['[MQTT-1.5.3-1] a first byte of 0xf5', [0xf5, 0x80, 0x80, 0x80]],
  ['[MQTT-1.5.3-1] a continuation alone', [0x80]],
  ['[MQTT-1.5.3-1] two of three bytes', [0xe4, 0xbd]],
  ['[MQTT-1.5.3-1] a character broken off by another', [0xe4, 0xbd, 0x41]],
  ['[MQTT-1.5.3-1] a second byte that begins a character', [0xc3, 0xc3]],
  ['[MQTT-1.5.3-1] GBK', [0xc4, 0xe3, 0xba, 0xc3]],
])('%s is no text', (_name, bytes) => {
  expect(isText(Uint8Array.from(bytes))).toBe(false);
  // Nor is it behind something else.
  expect(isText(Uint8Array.from([0x61, ...bytes, 0x61]))).toBe(false);
});

test('every sequence of two bytes is judged as a strict decoder judges it', () => {
  const pairs = Array.from({ length: 65_536 }, (_, pair) => Uint8Array.of(pair >> 8, pair & 0xff));
  expect(pairs.filter((bytes) => isText(bytes) !== isStrictlyText(bytes))).toEqual([]);
});

test('any sequence is judged as a strict decoder judges it', () => {
  // Bytes at which something changes come up often, else nearly all would be ill-formed at once.
  const edge = fc.constantFrom(0, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0);
  const high = fc.constantFrom(0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff);
  const piece = fc.oneof(
    fc.array(fc.oneof(edge, high), { maxLength: 5 }).map((bytes) => Uint8Array.from(bytes)),
    fc.string({ unit: 'binary' }).map((characters) => new TextEncoder().encode(characters)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const bytes = Uint8Array.from(pieces.flatMap((part) => [...part]));
      expect(isText(bytes)).toBe(isStrictlyText(bytes));
    }),
    { numRuns: 3_000 },
  );
});
