import { millisecond } from '@w800/kernel';
import { leaf } from './leaf.ts';
import { readDuration } from './duration.ts';
import type { Read } from './quantity.ts';

/** A field holding a duration of whole milliseconds; milliseconds after loading. */
export function wholeMilliseconds(description: string) {
  return leaf(readMilliseconds, 'SCN_WRONG_UNIT', {
    description,
    pattern: '^\\d+(\\.\\d+)? ?(us|ms|s|m|h)$',
    examples: ['12s', '300ms'],
  });
}

function readMilliseconds(text: string): Read<number> {
  const read = readDuration(text);
  if (!read.ok) return read;
  if (read.value % millisecond === 0) return { ok: true, value: read.value / millisecond };
  const what = `\`${text}\` is finer than a millisecond`;
  return { ok: false, what, fix: 'Write whole milliseconds.' };
}
