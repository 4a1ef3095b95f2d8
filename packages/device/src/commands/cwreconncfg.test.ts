import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

const join = 'AT+CWJAP="home","12345678"';

/** Loses the link and counts the attempts to come back within a time. */
async function attempts(desk: Desk, withinMs: number): Promise<number> {
  const before = desk.medium.requests.length;
  // An access point that is heard but refuses: every attempt is a request.
  desk.medium.loseLink();
  desk.medium.audible = true;
  desk.medium.refusing = true;
  await desk.run(withinMs);
  return desk.medium.requests.length - before;
}

test('the interval is 0 until AT+CWJAP, which sets 1 or what it is told', async () => {
  const desk = await Desk.ready();
  expect(await desk.ask('AT+CWRECONNCFG?')).toBe(`+CWRECONNCFG:0,0\r\n${ok}`);
  await desk.ask(join, 3_000);
  expect(await desk.ask('AT+CWRECONNCFG?')).toBe(`+CWRECONNCFG:1,0\r\n${ok}`);
  expect(await desk.ask('AT+CWRECONNCFG=5,3')).toBe(ok);
  await desk.ask('AT+CWJAP', 3_000);
  expect(await desk.ask('AT+CWRECONNCFG?')).toBe(`+CWRECONNCFG:5,3\r\n${ok}`);
  await desk.ask(`${join},,,60`, 3_000);
  expect(await desk.ask('AT+CWRECONNCFG?')).toBe(`+CWRECONNCFG:60,3\r\n${ok}`);
});

test.each([
  [0, 0],
  [7200, 1000],
])('%i and %i are taken and outlive a restart', async (interval, count) => {
  const desk = await Desk.ready();
  expect(await desk.ask(`AT+CWRECONNCFG=${interval},${count}`)).toBe(ok);
  await desk.ask('AT+RST', 400);
  expect(await desk.ask('AT+CWRECONNCFG?')).toBe(`+CWRECONNCFG:${interval},${count}\r\n${ok}`);
});

test.each(['=7201,0', '=-1,0', '=0,1001', '=0,-1', '=1', '=1,', '=,1', '=1,1,1', ''])(
  'AT+CWRECONNCFG%s is refused',
  async (rest) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CWRECONNCFG${rest}`)).toBe(parseError);
    expect(await desk.ask('AT+CWRECONNCFG?')).toBe(`+CWRECONNCFG:0,0\r\n${ok}`);
  },
);

test('a lost station tries as often as it is told, at its interval, and gives up', async () => {
  const desk = await Desk.joined();
  await desk.ask('AT+CWRECONNCFG=10,3');
  // Each attempt is 10 s of waiting and 0.7 s until the request.
  expect(await attempts(desk, 10_600)).toBe(0);
  await desk.run(200);
  expect(desk.medium.requests).toHaveLength(2);
  await desk.run(100_000);
  expect(desk.medium.requests).toHaveLength(4);
  expect(desk.read()).toBe('WIFI DISCONNECT\r\n');
  expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:4,"home"\r\n${ok}`);
});

test('a repeat count of 0 tries for ever', async () => {
  const desk = await Desk.joined();
  await desk.ask('AT+CWRECONNCFG=1,0');
  expect(await attempts(desk, 17_100)).toBe(10);
  expect(desk.read()).toBe('WIFI DISCONNECT\r\n');
  expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:3,"home"\r\n${ok}`);
});

test('the count begins anew after each success', async () => {
  const desk = await Desk.joined();
  await desk.ask('AT+CWRECONNCFG=10,2');
  expect(await attempts(desk, 15_000)).toBe(1);
  desk.medium.refusing = false;
  await desk.run(10_000);
  expect(desk.read()).toBe('WIFI DISCONNECT\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n');
  expect(await attempts(desk, 60_000)).toBe(2);
});

test('an absent network at power-on is tried again', async () => {
  const desk = await Desk.joined();
  desk.module.powerOff();
  desk.medium.audible = false;
  desk.module.powerOn();
  await desk.run(20_000);
  desk.medium.audible = true;
  await desk.run(10_000);
  expect(desk.read()).toBe('ready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n');
});

test('AT+CWQAP ends the coming back', async () => {
  const desk = await Desk.joined();
  desk.medium.loseLink();
  await desk.run(500);
  expect(await desk.ask('AT+CWQAP')).toBe(`WIFI DISCONNECT\r\n${ok}`);
  desk.medium.audible = true;
  expect(await desk.ask('AT+CWSTATE?', 60_000)).toBe(`+CWSTATE:4,"home"\r\n${ok}`);
});
