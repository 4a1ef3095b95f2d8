import { expect, it } from 'vitest';

import { idsInCell, idsInTitle } from './ids-in-title.ts';

const idsIn = (title: string) => idsInTitle(title, new Set(['XX', 'YY']));

it('finds ids of known groups anywhere in a title', () => {
  expect(idsIn('XX-03, YY-24 [MQTT-3.1.2-24]: a topic, as XX-04 says')).toStrictEqual([
    'XX-03',
    'YY-24',
    'XX-04',
  ]);
});

it.each(['XX-3', 'XX-003', 'XX-03..05', 'XX-99'])('gives %s out as it is written', (id) => {
  expect(idsIn(`${id}: is found to be unknown`)).toStrictEqual([id]);
});

it('takes a misspelt group where ids stand, and no other words', () => {
  expect(idsIn('XX-01, YX-02: a text in UTF-16')).toStrictEqual(['XX-01', 'YX-02']);
  expect(idsIn('takes UTF-16 and SHA-256')).toStrictEqual([]);
  expect(idsIn('WXX-01X and WXX-012')).toStrictEqual([]);
});

it('finds only ids of known groups in a cell, wherever they stand', () => {
  const groups = new Set(['XX']);
  expect(idsInCell('XX-01', groups)).toStrictEqual(['XX-01']);
  expect(idsInCell('a XX-1..3', groups)).toStrictEqual(['XX-1..3']);
  expect(idsInCell('YX-01: UTF-16', groups)).toStrictEqual([]);
});
