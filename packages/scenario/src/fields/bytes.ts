import { leaf } from './leaf.ts';
import type { Read } from './quantity.ts';

/** Bytes written as pairs of hexadecimal digits: `0d 0a`. */
export function hexField(description: string) {
  return leaf(readHex, 'SCN_WRONG_BYTES', {
    description,
    pattern: '^([0-9A-Fa-f]{2}\\s*)+$',
    examples: ['0d 0a', '00FF'],
  });
}

/**
 * Text in which every character is one byte, U+0000 to U+00FF, so that
 * YAML's `"\xff"` is the byte 255. Kept as text because `${name}` is still
 * to be filled in.
 */
export function rawField(description: string) {
  return leaf(readRaw, 'SCN_WRONG_BYTES', { description, examples: ['AT\\r\\n'] });
}

export function readHex(text: string): Read<Uint8Array> {
  const digits = text.replace(/\s+/g, '');
  if (/^([0-9A-Fa-f]{2})+$/.test(digits)) {
    return { ok: true, value: Uint8Array.from(digits.match(/../g) ?? [], (d) => parseInt(d, 16)) };
  }
  const fix = 'Write an even number of hexadecimal digits, as in `"0d 0a"`.';
  return { ok: false, what: `\`${text.slice(0, 40)}\` is not hexadecimal`, fix };
}

function readRaw(text: string): Read<string> {
  for (const char of text) {
    if ((char.codePointAt(0) ?? 0) <= 0xff) continue;
    return {
      ok: false,
      what: `\`${char}\` is not one byte`,
      fix: 'Here every character is one byte, \\x00 to \\xff; write the others with `hex`.',
    };
  }
  return { ok: true, value: text };
}
