import { DerFault, tags, type DerNode } from './der.ts';

const daySeconds = 86_400;

/** The moments that a certificate can name: 0001-01-01 to 9999-12-31. */
export const timeRange = { min: -62_135_596_800, max: 253_402_300_799 } as const;

/**
 * Seconds since 1970 of a UTCTime or GeneralizedTime. Seconds must be there;
 * the `Z` may be missing, as mbedTLS takes it.
 *
 * Source: mbedTLS 3.4.0 x509.c, mbedtls_x509_get_time.
 *
 * @throws DerFault for anything else, and for a date that does not exist
 */
export function readTime({ tag, contents }: DerNode): number {
  const text = String.fromCharCode(...contents);
  const yearDigits = tag === tags.utcTime ? 2 : tag === tags.generalizedTime ? 4 : 0;
  const digits = /^(\d+)Z?$/.exec(text)?.[1];
  if (yearDigits === 0 || digits?.length !== yearDigits + 10) {
    throw new DerFault(`'${text}' is no time`);
  }
  const written = Number(digits.slice(0, yearDigits));
  const year = yearDigits === 4 ? written : written < 50 ? written + 2000 : written + 1900;
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((at) =>
    Number(digits.slice(yearDigits + at, yearDigits + at + 2)),
  ) as [number, number, number, number, number];
  if (!exists(year, month, day) || hour > 23 || minute > 59 || second > 59) {
    throw new DerFault(`'${text}' is no time`);
  }
  return daysOf(year, month, day) * daySeconds + (hour * 60 + minute) * 60 + second;
}

/**
 * The text of a time in a certificate: a UTCTime before 2050, a GeneralizedTime
 * from then on (RFC 5280 4.1.2.5).
 */
export function writeTime(seconds: number): { readonly tag: number; readonly text: string } {
  const days = Math.floor(seconds / daySeconds);
  const rest = seconds - days * daySeconds;
  const [year, month, day] = dateOf(days);
  const parts = [month, day, Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  const tail = `${parts.map(two).join('')}Z`;
  return year >= 1950 && year < 2050
    ? { tag: tags.utcTime, text: `${two(year % 100)}${tail}` }
    : { tag: tags.generalizedTime, text: `${String(year).padStart(4, '0')}${tail}` };
}

/** `2020-01-01 00:00:00`, for texts. */
export function formatTime(seconds: number): string {
  const days = Math.floor(seconds / daySeconds);
  const rest = seconds - days * daySeconds;
  const [year, month, day] = dateOf(days);
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(two).join(':');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${clock}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function monthDays(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function exists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= monthDays(year, month);
}

/** Days from 1970-01-01 to 1 January of a year. */
function newYear(year: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return before * 365 + leapDays - 719_162;
}

function daysOf(year: number, month: number, day: number): number {
  let days = newYear(year) + day - 1;
  for (let earlier = 1; earlier < month; earlier++) days += monthDays(year, earlier);
  return days;
}

function dateOf(days: number): readonly [year: number, month: number, day: number] {
  // A year that is not too late, from which the right one is counted up to.
  let year = 1970 + Math.floor(days / (days < 0 ? 365 : 366));
  while (newYear(year + 1) <= days) year++;
  let rest = days - newYear(year);
  let month = 1;
  while (rest >= monthDays(year, month)) {
    rest -= monthDays(year, month);
    month++;
  }
  return [year, month, rest + 1];
}
