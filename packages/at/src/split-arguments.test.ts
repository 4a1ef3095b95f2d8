import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBytes, toBytes } from './byte-string.ts';
import { PlusNumber } from './plus-number.ts';
import { splitArguments, type Argument } from './split-arguments.ts';

function split(list: string): Argument[] | undefined {
  return splitArguments(toBytes(`AT+X=${list}`), 5, 20);
}

/** A valid way to type an argument. Every `extra`th harmless character is escaped as well. */
function typed(argument: Argument, extra: number): string {
  if (argument === undefined) return '';
  if (typeof argument === 'number') return String(argument);
  if (argument instanceof PlusNumber) return `+${argument.value}`;
  let text = '';
  for (const [index, character] of Array.from(argument).entries()) {
    text += ',"\\'.includes(character) || index % extra === 0 ? `\\${character}` : character;
  }
  return `"${text}"`;
}

const anyText = fc.uint8Array({ min: 1, maxLength: 40 }).map((bytes) => fromBytes(bytes));
const argument: fc.Arbitrary<Argument> = fc.oneof(
  anyText,
  fc.string({ unit: fc.constantFrom(',', '"', '\\', 'n', '\r', '\n', ' ') }),
  fc.maxSafeInteger().map((value) => value + 0),
  fc.constant(undefined),
);

test('every valid list, however much is escaped, parses back to itself', () => {
  fc.assert(
    fc.property(
      fc.array(argument, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 9 }),
      (list, extra) => {
        expect(split(list.map((one) => typed(one, extra)).join(','))).toEqual(list);
      },
    ),
  );
});

test('any bytes at all are split or refused, never an error, and hold no NUL', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const found = splitArguments(bytes, 0, 20);
      expect(found !== undefined && bytes.includes(0)).toBe(false);
    }),
  );
});

describe('texts', () => {
  test('CORE-05: an escaped backslash, comma or quote is itself', () => {
    expect(split('"\\\\\\,\\""')).toEqual(['\\,"']);
  });

  test('CORE-06: any other escaped character is itself, so \\n is n and \\0 the digit 0', () => {
    expect(split('"\\n\\0\\x"')).toEqual(['n0x']);
  });

  test('the example of the documents is the 32 bytes of JSON they mean', () => {
    const value = '"{"timestamp":"20201121085253"}"';
    expect(value).toHaveLength(32);
    const list = '0,"topic","\\"{\\"timestamp\\":\\"20201121085253\\"}\\"",0,0';
    expect(split(list)).toEqual([0, 'topic', value, 0, 0]);
  });

  test('CORE-23: an unescaped comma within the quotes is refused', () => {
    expect(split('"a,b"')).toBeUndefined();
    expect(split('"a,"')).toBeUndefined();
  });

  test('a quote ends the text, and only a comma or the end may follow', () => {
    for (const list of ['"a"b', '"a" ', '"a""b"', ' "a"', '"{"a":1}"']) {
      expect(split(list)).toBeUndefined();
    }
  });

  test('an unterminated text or a backslash at the end is refused', () => {
    for (const list of ['"', '"a', '"a\\', '"a\\"', '0,"']) expect(split(list)).toBeUndefined();
  });

  test('a NUL is refused everywhere, escaped or not', () => {
    for (const list of ['"a\0b"', '"\\\0"', '1\0', '\0', '"a"\0']) {
      expect(split(list)).toBeUndefined();
    }
  });

  test('the empty text is a text, an empty field is none', () => {
    expect(split('"",')).toEqual(['', undefined]);
  });

  test('control characters and bytes above 127 are ordinary', () => {
    expect(split('"\r\n\t\x01\x7f\xff"')).toEqual(['\r\n\t\x01\x7f\xff']);
  });
});

describe('integers', () => {
  test('an optional minus and decimal digits, leading zeros included', () => {
    expect(split('0,-1,007,-0,65535')).toEqual([0, -1, 7, 0, 65_535]);
  });

  test('a leading plus is kept apart, for the parameters that refuse it', () => {
    expect(split('+1,+007,1')).toEqual([new PlusNumber(1), new PlusNumber(7), 1]);
  });

  test('nothing else is one', () => {
    for (const list of [
      '+',
      '+-1',
      ' 1',
      '1 ',
      '0x10',
      '1.0',
      '1e3',
      '-',
      '--1',
      '1-',
      'a',
      '1a',
      '1/',
      '1:',
    ]) {
      expect(split(list)).toBeUndefined();
    }
  });

  test('a number too large for 32 or 53 bits stays large and keeps its sign', () => {
    for (const digits of ['4294967296', '18446744073709551617', '9'.repeat(250)]) {
      const [positive, negative] = split(`${digits},-${digits}`) ?? [];
      expect(positive).toBeGreaterThanOrEqual(4_294_967_296);
      expect(negative).toBeLessThanOrEqual(-4_294_967_296);
    }
  });
});

describe('counts', () => {
  test('one comma is two empty arguments, none is one', () => {
    expect(split(',')).toEqual([undefined, undefined]);
    expect(split('')).toEqual([undefined]);
    expect(split('1,')).toEqual([1, undefined]);
  });

  test('CORE-12: twenty arguments are allowed, the twenty-first is not', () => {
    expect(split(Array(20).fill('1').join(','))).toHaveLength(20);
    expect(split(Array(21).fill('1').join(','))).toBeUndefined();
    expect(split(','.repeat(20))).toBeUndefined();
  });
});
