import { expect, test } from 'vitest';
import { toBytes } from './byte-string.ts';
import { parseCommandLine } from './parse-command-line.ts';

test.each([
  ['AT', 'AT', 'execute'],
  ['AT+RST', 'AT+RST', 'execute'],
  ['AT+X?', 'AT+X', 'query'],
  ['AT+X=?', 'AT+X', 'test'],
  ['AT+X=1', 'AT+X', 'set'],
  ['AT+X=', 'AT+X', 'set'],
  ['AT+X=??', 'AT+X', 'set'],
  ['AT+X="?"', 'AT+X', 'set'],
  ['AT+X="a=b"', 'AT+X', 'set'],
  ['AT+X?=', 'AT+X', undefined],
  ['AT+X??', 'AT+X', undefined],
  ['AT+X ', 'AT+X ', 'execute'],
  ['?', '', 'query'],
  ['', '', 'execute'],
])('%j is the name %j in the form %s', (line, name, form) => {
  expect(parseCommandLine(toBytes(line))).toMatchObject({ name, form });
});

test('the arguments begin behind the first equals sign', () => {
  expect(parseCommandLine(toBytes('AT+X=1')).argumentsFrom).toBe(5);
});
