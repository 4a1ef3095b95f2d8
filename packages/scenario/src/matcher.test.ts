import { describe, expect, test } from 'vitest';
import type { Expectation } from './fields/expectation.ts';
import { matcherOf } from './matcher.ts';
import { ModuleOutput } from './module-output.ts';
import { latin1Bytes } from './show-bytes.ts';

const variables = new Map([['v', 'a.c']]);

function find(expectation: Expectation, text: string, from = 0) {
  const output = new ModuleOutput();
  output.append(latin1Bytes(text), 0);
  return matcherOf(expectation, variables).find(output, from);
}

describe('a literal', () => {
  test('is a whole line, and the cursor goes behind its CR LF', () => {
    expect(find('OK', '\r\nOKAY\r\nOK\r\nx')).toMatchObject({ start: 8, end: 12 });
    expect(find('OK', 'OK')).toBeUndefined();
    expect(find('ok', 'OK\r\n')).toBeUndefined();
  });

  test('is compared as UTF-8 bytes', () => {
    expect(find('ü', '\xc3\xbc\r\n')).toBeDefined();
    expect(find('ü', '\xfc\r\n')).toBeUndefined();
  });

  test('takes variables', () => {
    expect(find('${v}!', 'a.c!\r\n')).toBeDefined();
    expect(find('$${v}', '${v}\r\n')).toBeDefined();
  });

  test('matches the rest of a line the cursor is in', () => {
    expect(find('cd', 'abcd\r\n', 2)).toMatchObject({ start: 2, end: 6 });
  });
});

describe('a regular expression', () => {
  test('is found anywhere in one line and gives its named groups', () => {
    const found = find({ regex: '(?<n>\\d+),(?<rest>x)?' }, 'a\r\n+A:12,\r\n');
    expect(found?.end).toBe(11);
    expect([...(found?.captures ?? [])]).toEqual([
      ['n', '12'],
      ['rest', ''],
    ]);
    expect(find({ regex: 'a.*b' }, 'a\r\nb\r\n')).toBeUndefined();
  });

  test('takes the text of a variable literally', () => {
    expect(find({ regex: '^${v}$' }, 'abc\r\na.c\r\n')?.start).toBe(5);
  });

  test('that would backtrack for ever takes linear time', () => {
    expect(find({ regex: '^(a+)+$' }, `${'a'.repeat(20_000)}b\r\n`)).toBeUndefined();
  });

  test('sees bytes that are not UTF-8 one character each', () => {
    expect(find({ regex: '^\\x{ff}.$' }, '\xff\x00\r\n')).toBeDefined();
  });
});

describe('bytes', () => {
  test('are found anywhere, CR LF included, without waiting for a line end', () => {
    expect(find({ bytes: '\r\nOK\r' }, 'a\r\nOK\r')).toMatchObject({ start: 1, end: 6 });
    expect(find({ hex: Uint8Array.of(0, 0xff) }, 'a\x00\x00\xff')).toMatchObject({ start: 2 });
    expect(find({ bytes: 'OK' }, 'O')).toBeUndefined();
  });

  test('begin at the cursor', () => {
    expect(find({ bytes: 'a' }, 'aba', 1)).toMatchObject({ start: 2 });
  });
});

test.each<[Expectation, boolean]>([
  ['OK', true],
  ['OK ', false],
  [{ regex: '^(OK|ERROR)$' }, true],
  [{ regex: '^\\+' }, false],
  [{ bytes: '\r\nOK\r\n' }, true],
  [{ bytes: 'x\r\nOK\r\n\r\n>' }, true],
  [{ bytes: '+MQTTPUB:OK\r\n' }, false],
])('%j would be satisfied by the line OK: %s', (expectation, accepts) => {
  expect(matcherOf(expectation, variables).accepts('OK')).toBe(accepts);
});
