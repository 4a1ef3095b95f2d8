import { leaf } from './leaf.ts';
import type { Read } from './quantity.ts';

/**
 * A field holding text in which every character is one byte, U+0000 to
 * U+00FF, so that YAML's `"\xff"` is the byte 255. It stays text because
 * `${name}` is still to be filled in.
 */
export function rawField(description: string) {
  return leaf(readRaw, 'SCN_WRONG_BYTES', { description, examples: ['AT\\r\\n'] });
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
