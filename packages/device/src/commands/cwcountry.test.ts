import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

describe('AT+CWCOUNTRY', () => {
  test.each([
    ['"US",1,11', 'US,1,11'],
    ['"JP",1,14', 'JP,1,14'],
    ['"UK",14,1', 'UK,14,1'],
  ])('%s is taken; a restart forgets it', async (typed, shown) => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWCOUNTRY?')).toBe(`+CWCOUNTRY:CN,1,13\r\n${ok}`);
    expect(await desk.ask(`AT+CWCOUNTRY=${typed}`)).toBe(ok);
    expect(await desk.ask('AT+CWCOUNTRY?')).toBe(`+CWCOUNTRY:${shown}\r\n${ok}`);
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT+CWCOUNTRY?')).toBe(`+CWCOUNTRY:CN,1,13\r\n${ok}`);
  });

  test.each([
    '"XX",1,13',
    '"cn",1,13',
    '"CHN",1,13',
    '"",1,13',
    'CN,1,13',
    '"CN",0,13',
    '"CN",15,1',
    '"CN",1,0',
    '"CN",1,15',
    '"CN",2,14',
    '"CN",1',
    '"CN",1,13,1',
  ])('%s is refused', async (typed) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CWCOUNTRY=${typed}`)).toBe(parseError);
    expect(await desk.ask('AT+CWCOUNTRY?')).toBe(`+CWCOUNTRY:CN,1,13\r\n${ok}`);
  });
});
