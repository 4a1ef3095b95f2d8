import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { answerLimit } from './answer-limit.ts';

test.each([
  ['AT', 11],
  ['AT+MQTTPUB=0,"t","1",1,0', 11],
  ['AT+MQTTCONN?', 146],
  ['AT+MQTTCONN=0,"b",1883,0', 146],
  ['AT+CWJAP="home","12345678"', 26],
  ['AT+CWJAP="home","12345678",,,,,,40', 51],
  ['AT+CWJAP="a\\,b","12345678",,,,,,40', 51],
  ['AT+CWLAP', 30.5],
])('%s has its answer within %d s', (line, seconds) => {
  expect(answerLimit(line, undefined)).toBe(seconds * second);
});

test('a line that a host lets wait may take 10 s longer than it took then', () => {
  const before = { line: 'AT+MQTTPUBRAW=0,"t",5,0,0', ending: 'ok', tookNs: 100 * second };
  expect(answerLimit(before.line, before)).toBe(111 * second);
});
