import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

test('EX-01: AT+CWMODE=1 replies OK, and a new module is a station', async () => {
  const desk = await Desk.ready();
  expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:1\r\n${ok}`);
  expect(await desk.ask('AT+CWMODE=1')).toBe(ok);
});

test.each([0, 1, 2, 3])('mode %i is reported and outlives a power cycle', async (mode) => {
  const desk = await Desk.ready();
  expect(await desk.ask(`AT+CWMODE=${mode}`)).toBe(ok);
  expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:${mode}\r\n${ok}`);
  desk.module.powerOff();
  expect(desk.medium.own).toBeUndefined();
  desk.module.powerOn();
  await desk.run(400);
  desk.read();
  expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:${mode}\r\n${ok}`);
  expect(desk.medium.own !== undefined).toBe(mode >= 2);
});

test.each(['=4', '=-1', '=', '=1,2', '=1,0,0', '="1"', ''])(
  'AT+CWMODE%s is refused and changes nothing',
  async (rest) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CWMODE${rest}`)).toBe(parseError);
    expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:1\r\n${ok}`);
  },
);

test('AT+CWMODE keeps the association where station mode stays', async () => {
  const desk = await Desk.joined();
  expect(await desk.ask('AT+CWMODE=3', 5_000)).toBe(ok);
  expect(await desk.ask('AT+CWMODE=1', 5_000)).toBe(ok);
  expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:2,"home"\r\n${ok}`);
});
