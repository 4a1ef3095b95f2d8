import fc from 'fast-check';
import { expect, test } from 'vitest';

import { formatTime, readTime, timeRange, writeTime } from './certificate-time.ts';
import { DerFault, tags, type DerNode } from './der.ts';

function node(tag: number, text: string): DerNode {
  const contents = Uint8Array.from(text, (char) => char.charCodeAt(0));
  return { tag, contents } as DerNode;
}

const utc = (text: string) => readTime(node(tags.utcTime, text));
const general = (text: string) => readTime(node(tags.generalizedTime, text));

test('known moments have their known seconds', () => {
  expect(utc('700101000000Z')).toBe(0);
  expect(utc('000101000000Z')).toBe(946_684_800);
  expect(utc('200229235959Z')).toBe(1_583_020_799);
  expect(general('21000301000000Z')).toBe(4_107_542_400);
  expect(general('99991231235959Z')).toBe(253_402_300_799);
});

test('a year of two digits lies between 1950 and 2049', () => {
  expect(utc('491231235959Z') - utc('500101000000Z')).toBe(100 * 31_557_600 - 1);
});

test('the Z may be missing, the seconds may not', () => {
  expect(utc('000101000000')).toBe(946_684_800);
  for (const text of ['0001010000Z', '000101000000+0100', '000101000000.5Z', '', 'Z']) {
    expect(() => utc(text)).toThrow(DerFault);
  }
  expect(() => general('000101000000Z')).toThrow(DerFault);
  expect(() => readTime(node(tags.octetString, '000101000000Z'))).toThrow(DerFault);
});

test('a date that no calendar has is none', () => {
  for (const text of ['010229', '000230', '000431', '001301', '000001', '000100']) {
    expect(() => utc(`${text}000000Z`)).toThrow(DerFault);
  }
  for (const text of ['240000', '236000', '235960']) {
    expect(() => utc(`000101${text}Z`)).toThrow(DerFault);
  }
});

test('a certificate changes to years of four digits in 2050', () => {
  expect(writeTime(2_524_607_999)).toEqual({ tag: tags.utcTime, text: '491231235959Z' });
  expect(writeTime(2_524_608_000)).toEqual({ tag: tags.generalizedTime, text: '20500101000000Z' });
});

test('what is written is read back, from the first moment to the last', () => {
  const seconds = fc.integer(timeRange);
  fc.assert(
    fc.property(seconds, (moment) => {
      const { tag, text } = writeTime(moment);
      expect(readTime(node(tag, text))).toBe(moment);
    }),
  );
});

test('a person reads a date and a time of day', () => {
  expect(formatTime(-1_861_920_001)).toBe('1910-12-31 23:59:59');
  expect(formatTime(timeRange.min)).toBe('0001-01-01 00:00:00');
  expect(formatTime(timeRange.max)).toBe('9999-12-31 23:59:59');
  expect(formatTime(951_782_399)).toBe('2000-02-28 23:59:59');
});
