import { leaf } from './leaf.ts';
import { readQuantity, type Read, type UnitTable } from './quantity.ts';

/** When a certificate begins or ends to be valid. */
export interface CertificateMoment {
  /** Seconds from the beginning of the run, negative before it; otherwise since 1970. */
  readonly isRelative: boolean;
  readonly seconds: number;
}

const secondsOfDay = 86_400;

const distances: UnitTable = {
  noun: 'a date, or a time from the beginning of the run',
  example: '-30d',
  units: { s: 1, m: 60, h: 3_600, d: secondsOfDay },
  otherNames: {
    sec: 's',
    secs: 's',
    seconds: 's',
    min: 'm',
    mins: 'm',
    minutes: 'm',
    hours: 'h',
    day: 'd',
    days: 'd',
    w: 'd',
    weeks: 'd',
    y: 'd',
    years: 'd',
  },
  max: 36_500 * secondsOfDay,
  maxText: '36500d',
};

const fix = 'Write a date such as `2030-01-01`, or a time from the beginning of the run: `-30d`.';
const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/;

/** Reads `2030-01-01`, `2030-01-01T12:00:00Z`, `-1d`, `90d`. */
export function readCertificateMoment(text: string): Read<CertificateMoment> {
  if (/^\d{4}-/.test(text)) return readDate(text);
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const read = readQuantity(rest, distances);
  if (!read.ok) return { ...read, what: read.what.replace(`\`${rest}\``, `\`${text}\``) };
  const seconds = sign === '-' && read.value !== 0 ? -read.value : read.value;
  return { ok: true, value: { isRelative: true, seconds } };
}

function readDate(text: string): Read<CertificateMoment> {
  const whole = text.length === 10 ? `${text}T00:00:00Z` : text;
  const milliseconds = date.test(text) ? Date.parse(whole) : Number.NaN;
  // The 30th of February would be read as a day of March, and no certificate knows a year 0.
  const isReal =
    Number.isInteger(milliseconds) &&
    new Date(milliseconds).toISOString().startsWith(whole.slice(0, 19)) &&
    !text.startsWith('0000');
  if (!isReal) return { ok: false, what: `\`${text}\` is no date`, fix };
  return { ok: true, value: { isRelative: false, seconds: milliseconds / 1000 } };
}

/** A field holding when a certificate begins or ends to be valid. */
export function certificateMoment(description: string) {
  return leaf(readCertificateMoment, 'SCN_WRONG_VALUE', {
    description,
    pattern: '^([+-]?\\d+(\\.\\d+)? ?(s|m|h|d)|\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?)$',
    examples: ['-1d', '90d', '2030-01-01'],
  });
}
