import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

test('both bits are set in a new module; what is not named keeps its value', async () => {
  const desk = await Desk.ready();
  expect(await desk.ask('AT+CWDHCP?')).toBe(`+CWDHCP:3\r\n${ok}`);
  for (const [line, state] of [
    ['0,1', 2],
    ['0,2', 0],
    ['1,2', 2],
    ['1,1', 3],
    ['0,3', 0],
    ['1,3', 3],
  ]) {
    expect(await desk.ask(`AT+CWDHCP=${line}`)).toBe(ok);
    expect(await desk.ask('AT+CWDHCP?')).toBe(`+CWDHCP:${state}\r\n${ok}`);
  }
});

test.each(['=2,1', '=-1,1', '=1,0', '=1,4', '=1', '=1,1,1', ''])(
  'AT+CWDHCP%s is refused and changes nothing',
  async (rest) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CWDHCP${rest}`)).toBe('\r\nCMD PARSE ERR\r\n');
    expect(await desk.ask('AT+CWDHCP?')).toBe(`+CWDHCP:3\r\n${ok}`);
  },
);

test('DHCP and a static address exclude each other; the last word holds', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+CIPSTA="10.0.0.7"');
  expect(await desk.ask('AT+CWDHCP?')).toBe(`+CWDHCP:2\r\n${ok}`);
  await desk.ask('AT+CWDHCP=0,2');
  expect(await desk.ask('AT+CIPSTA?')).toContain('ip:"10.0.0.7"');
  await desk.ask('AT+CWDHCP=1,1');
  expect(await desk.ask('AT+CIPSTA?')).toBe(error);
  await desk.ask('AT+CWDHCP=0,1');
  expect(await desk.ask('AT+CIPSTA?')).toBe(error);
});

test('with neither DHCP nor a static address a join ends at its limit', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+CWDHCP=0,1');
  expect(await desk.ask('AT+CWJAP="home","12345678",,,,,,3', 2_990)).toBe('WIFI CONNECTED\r\n');
  await desk.run(20);
  expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${error}`);
});

test('switching DHCP off keeps the address that is there, on again asks anew once', async () => {
  const desk = await Desk.joined();
  expect(await desk.ask('AT+CWDHCP=0,1', 5_000)).toBe(ok);
  expect(await desk.ask('AT+CIPSTA?')).toContain('ip:"10.0.0.2"');
  expect(await desk.ask('AT+CWDHCP=1,1', 5_000)).toBe(`${ok}WIFI GOT IP\r\n`);
  expect(await desk.ask('AT+CWDHCP=1,1', 5_000)).toBe(ok);
});

test('the bits outlive a restart', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+CWDHCP=0,3');
  await desk.ask('AT+RST', 400);
  expect(await desk.ask('AT+CWDHCP?')).toBe(`+CWDHCP:0\r\n${ok}`);
});
