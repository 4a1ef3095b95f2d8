import { expect, test } from 'vitest';
import { readMoment } from './moment.ts';

test.each([
  ['1970-01-01T00:00:00Z', 0],
  ['2000-01-01T00:00:00Z', 946_684_800],
  ['2024-02-29T12:34:56Z', 1_709_210_096],
  ['2106-02-07T06:28:15Z', 4_294_967_295],
])('%s is %i s after 1970', (text, value) => {
  expect(readMoment(text)).toEqual({ ok: true, value });
});

test.each([
  '2026-01-01',
  '2026-01-01T00:00:00',
  '2026-01-01 00:00:00Z',
  '2026-01-01T00:00:00.5Z',
  '2026-01-01T00:00:00+08:00',
  '2023-02-29T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:60Z',
  'noon',
  '',
])('%s is no moment', (text) => {
  expect(readMoment(text)).toMatchObject({
    ok: false,
    what: `\`${text}\` is not a date and time`,
    fix: 'Write a date and time of UTC from 1970 to 2105: 2026-01-01T00:00:00Z.',
  });
});

test.each(['1969-12-31T23:59:59Z', '2106-02-07T06:28:16Z'])('%s cannot be told', (text) => {
  expect(readMoment(text)).toMatchObject({
    ok: false,
    what: `\`${text}\` is a time no server can tell`,
  });
});
