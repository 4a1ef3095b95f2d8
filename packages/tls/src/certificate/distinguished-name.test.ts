import { expect, test } from 'vitest';

import { formatName, sameName, type NameAttribute } from './distinguished-name.ts';

const utf8 = 12;
const printable = 19;
const ia5 = 22;

function attribute(text: string, tag = utf8, joined = false): NameAttribute {
  const [type = '', value = ''] = text.split('=');
  return { type, tag, value: new TextEncoder().encode(value), joined };
}

test('a name is written with the short names of its attributes', () => {
  const name = [attribute('2.5.4.3=a', utf8, true), attribute('2.5.4.11=b'), attribute('1.2.3=ü')];
  expect(formatName(name)).toBe('CN=a+OU=b, 1.2.3=ü');
});

test('letters may differ in case, and the two kinds of text are one', () => {
  const name = [attribute('2.5.4.3=Plant 7@')];
  expect(sameName(name, [attribute('2.5.4.3=pLANT 7@', printable)])).toBe(true);
});

test('a byte that differs from another by the bit of case, but is no letter, is another', () => {
  expect(sameName([attribute('2.5.4.3=@')], [attribute('2.5.4.3=`')])).toBe(false);
  expect(sameName([attribute('2.5.4.3=[')], [attribute('2.5.4.3={')])).toBe(false);
});

test('any other difference makes another name', () => {
  const name = [attribute('2.5.4.3=a'), attribute('2.5.4.10=b')];
  const others = [
    [attribute('2.5.4.3=a')],
    [attribute('2.5.4.10=b'), attribute('2.5.4.3=a')],
    [attribute('2.5.4.3=a'), attribute('2.5.4.11=b')],
    [attribute('2.5.4.3=a '), attribute('2.5.4.10=b')],
    [attribute('2.5.4.3=a', utf8, true), attribute('2.5.4.10=b')],
    [attribute('2.5.4.3=a', ia5), attribute('2.5.4.10=b')],
    [...name, attribute('2.5.4.10=b')],
  ];
  expect(others.filter((other) => sameName(name, other))).toEqual([]);
  expect(sameName(name, [...name])).toBe(true);
});

test('strings of other kinds are compared byte by byte', () => {
  expect(sameName([attribute('2.5.4.3=a', ia5)], [attribute('2.5.4.3=a', ia5)])).toBe(true);
  expect(sameName([attribute('2.5.4.3=a', ia5)], [attribute('2.5.4.3=A', ia5)])).toBe(false);
});
