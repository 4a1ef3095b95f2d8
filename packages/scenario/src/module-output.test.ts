import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModuleOutput } from './module-output.ts';
import { latin1, latin1Bytes } from './show-bytes.ts';

/** The lines of a text that comes in pieces. */
function linesOf(...pieces: readonly string[]): readonly string[] {
  const output = new ModuleOutput();
  for (const [index, piece] of pieces.entries()) output.append(latin1Bytes(piece), index);
  return output.lines.map(({ start, end }) => latin1(output.bytes(start, end)));
}

describe('lines', () => {
  test('end with CR LF; a CR or LF alone is part of the line', () => {
    expect(linesOf('a\r\nb\rc\nd\r\n\r\ne')).toEqual(['a', 'b\rc\nd', '']);
  });

  test('have the instant at which their LF had arrived', () => {
    const output = new ModuleOutput();
    output.append(latin1Bytes('one\r'), 5);
    output.append(latin1Bytes('\ntwo\r\n'), 9);
    expect(output.lines).toMatchObject([
      { start: 0, end: 3, next: 5, at: 9 },
      { start: 5, end: 8, next: 10, at: 9 },
    ]);
  });

  test('may be a prompt, which begins a line and ends at once', () => {
    expect(linesOf('OK\r\n\r\n>')).toEqual(['OK', '', '>']);
    expect(linesOf('>+MQTTPUB:OK\r\n')).toEqual(['>', '+MQTTPUB:OK']);
    expect(linesOf('a>b\r\n')).toEqual(['a>b']);
  });

  test('keep a counted payload together, with CR LF and prompts in it', () => {
    const line = '+MQTTSUBRECV:0,"a,b",6,\r\n>\r\n,';
    expect(linesOf(`${line}\r\nOK\r\n`)).toEqual([line, 'OK']);
    expect(linesOf('+MQTTSUBRECV:0,"t",0,\r\nOK\r\n')).toEqual(['+MQTTSUBRECV:0,"t",0,', 'OK']);
    // One quote alone is no topic.
    expect(linesOf('+MQTTSUBRECV:0,",3,\r\nOK\r\n')).toEqual(['+MQTTSUBRECV:0,",3,', 'OK']);
  });

  test('are counted exactly where topic and count stand as they should', () => {
    const pattern = /^\+MQTTSUBRECV:\d+,"[\s\S]*",(\d{1,6}),$/;
    const words = fc.constantFrom(
      '+MQTTSUBRECV:',
      '0',
      '12',
      ',',
      '"',
      '",',
      ',"',
      't',
      '3',
      '1234567',
      ':',
    );
    const usual = fc.constant('+MQTTSUBRECV:0,"t",');
    fc.assert(
      fc.property(fc.option(usual), fc.array(words, { maxLength: 9 }), (begin, list) => {
        const head = `${begin ?? ''}${list.join('')}`;
        // What is counted swallows the line ends behind the head, but not an LF right behind it.
        const commas = Array.from(head, (char, index) => (char === ',' ? index + 1 : 0));
        const end = commas.find((place) => place > 0 && pattern.test(head.slice(0, place)));
        const count = Number(pattern.exec(head.slice(0, end ?? 0))?.[1] ?? 0);
        const rest = `${head.slice(end ?? head.length)}${'\r\n'.repeat(20)}`;
        const counted = end === undefined ? 0 : Math.min(count, rest.length);
        const whole = `${head.slice(0, end ?? head.length)}${rest}`;
        const firstEnd = whole.indexOf('\r\n', Math.max(0, (end ?? 0) + counted - 1));
        const expected = firstEnd < 0 ? undefined : whole.slice(0, firstEnd);
        expect(linesOf(whole)[0]).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test('are the same in whatever pieces the bytes come', () => {
    const words = fc.constantFrom('\r', '\n', '\r\n', '>', 'OK', '+MQTTSUBRECV:0,"t",', '3,', ',');
    fc.assert(
      fc.property(fc.array(words), fc.array(fc.nat(30)), (list, cuts) => {
        const text = list.join('');
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length];
        const sorted = places.toSorted((a, b) => a - b);
        const pieces = sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
        expect(linesOf(...pieces)).toEqual(linesOf(text));
      }),
    );
  });
});

test('the output grows without losing a byte', () => {
  const output = new ModuleOutput();
  const text = 'x'.repeat(999);
  for (let index = 0; index < 20; index += 1) output.append(latin1Bytes(text), index);
  expect(output.length).toBe(19_980);
  expect(latin1(output.bytes(0))).toBe(text.repeat(20));
});

test('the first line after an offset is found by its end', () => {
  const output = new ModuleOutput();
  output.append(latin1Bytes('ab\r\ncd\r\nef\r\n'), 0);
  expect([0, 3, 4, 7, 8, 12].map((offset) => output.lineIndexAfter(offset))).toEqual([
    0, 0, 1, 1, 2, 3,
  ]);
});
