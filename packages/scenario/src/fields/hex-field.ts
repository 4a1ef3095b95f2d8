import { leaf } from './leaf.ts';
import type { Read } from './quantity.ts';

/** A field holding bytes written as pairs of hexadecimal digits: `0d 0a`. */
export function hexField(description: string) {
  return leaf(readHex, 'SCN_WRONG_BYTES', {
    description,
    pattern: '^([0-9A-Fa-f]{2}\\s*)+$',
    examples: ['0d 0a', '00FF'],
  });
}

function readHex(text: string): Read<Uint8Array> {
  const digits = text.replace(/\s+/g, '');
  if (/^([0-9A-Fa-f]{2})+$/.test(digits)) {
    return { ok: true, value: Uint8Array.from(digits.match(/../g) ?? [], (d) => parseInt(d, 16)) };
  }
  const fix = 'Write an even number of hexadecimal digits, as in `"0d 0a"`.';
  return { ok: false, what: `\`${text.slice(0, 40)}\` is not hexadecimal`, fix };
}
