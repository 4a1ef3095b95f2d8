import { leaf } from './leaf.ts';
import type { Read } from './quantity.ts';

const example = '2026-01-01T00:00:00Z';
const notation = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const secondsMax = 2 ** 32 - 1;

/** Reads a date and time of UTC into whole seconds since 1970; up to February 2106. */
export function readMoment(text: string): Read<number> {
  const fix = `Write a date and time of UTC from 1970 to 2105: ${example}.`;
  const milliseconds = notation.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = milliseconds / 1000;
  // The 30th of February would be read as a day of March.
  const isReal =
    Number.isInteger(seconds) && new Date(milliseconds).toISOString().startsWith(text.slice(0, 19));
  if (!isReal) return { ok: false, what: `\`${text}\` is not a date and time`, fix };
  if (seconds < 0 || seconds > secondsMax) {
    return { ok: false, what: `\`${text}\` is a time no server can tell`, fix };
  }
  return { ok: true, value: seconds };
}

/** A field holding a moment; seconds since 1970 after loading. */
export function moment(description: string) {
  return leaf(readMoment, 'SCN_WRONG_VALUE', {
    description,
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$',
    examples: [example],
  });
}
