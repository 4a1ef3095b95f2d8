import { leaf } from './leaf.ts';
import type { Read } from './quantity.ts';

const wholeMillion = 1_000_000;
const notation = /^(\d{1,9}) ?\/ ?(\d{1,9})$/;
const fix = 'Write a fraction such as `1/1000`, from 0/1 to 1/1.';

/** Reads `1/1000` into millionths, the nearest whole one. What is not nothing is at least one. */
export function readRatio(text: string): Read<number> {
  const [, above = '', below = ''] = notation.exec(text.trim()) ?? [];
  if (below === '') return { ok: false, what: `\`${text}\` is not a ratio`, fix };
  const [part, whole] = [Number(above), Number(below)];
  if (part > whole || whole === 0) return { ok: false, what: `\`${text}\` is no part of one`, fix };
  const ppm = Math.floor((part * wholeMillion + Math.floor(whole / 2)) / whole);
  return { ok: true, value: part > 0 ? Math.max(ppm, 1) : 0 };
}

/** A field holding a part of something, written as a fraction; millionths after loading. */
export function ratio(description: string) {
  return leaf(readRatio, 'SCN_WRONG_VALUE', {
    description,
    pattern: '^\\d+ ?/ ?\\d+$',
    examples: ['1/1000', '1/20'],
  });
}
