import { expect, test } from 'vitest';
import { isDocumentedEnding } from './documented-ending.ts';

test.each([
  ['AT+MQTTSUB=0,"t",1', 'ok', ['error'], true],
  ['AT+MQTTSUB=0,"t",1', 'error', ['ok'], true],
  ['AT+MQTTSUB?', 'error', ['ok'], false],
  ['AT+MQTTSUB=?', 'error', ['ok'], false],
  ['AT+MQTTSUB=0,"what=?",1', 'error', ['ok'], true],
  ['AT+MQTTSUB=0,"t",1', 'parse-error', ['ok'], false],
  ['AT+MQTTSUB=0,"t",9', 'parse-error', ['parse-error'], true],
  ['AT+MQTTSUB=0,"t",1', 'format-error', ['ok'], false],
  ['AT+MQTTPUBRAW=0,"t",5,0,0', '+MQTTPUB:FAIL', ['+MQTTPUB:OK'], true],
  ['AT+MQTTPUBRAW=0,"t",5,0,0', '+MQTTPUB:OK', ['+MQTTPUB:FAIL'], true],
  ['AT+MQTTPUB=0,"t","5",0,0', '+MQTTPUB:FAIL', ['ok'], false],
])('%s may end in %s where it ended in %o: %s', (line, ending, before, may) => {
  expect(isDocumentedEnding(line, ending, before)).toBe(may);
});
