import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

async function softAp(): Promise<Desk> {
  const desk = await Desk.ready();
  await desk.ask('AT+CWMODE=2');
  return desk;
}

test('a new softAP is open, on channel 1, and named after the address of the module', async () => {
  const desk = await softAp();
  expect(await desk.ask('AT+CWSAP?')).toBe(`+CWSAP:"W800_000001","",1,0,4,0\r\n${ok}`);
  expect(desk.medium.own).toMatchObject({
    ssid: 'W800_000001',
    bssid: '2a:6d:cd:00:00:01',
    channel: 1,
    security: 0,
    hidden: false,
  });
});

test.each([
  ['"a","",1,0', '"a","",1,0,4,0'],
  ['"a","12345678",13,0', '"a","12345678",13,0,4,0'],
  [`"${'n'.repeat(32)}","12345678",6,2,1`, `"${'n'.repeat(32)}","12345678",6,2,1,0`],
  [`"a","${'p'.repeat(63)}",6,3,8,1`, `"a","${'p'.repeat(63)}",6,3,8,1`],
  [`"a","${'0f'.repeat(32)}",6,4,,1`, `"a","${'0f'.repeat(32)}",6,4,4,1`],
])('AT+CWSAP=%s is held, reported and goes on the air', async (typed, reported) => {
  const desk = await softAp();
  expect(await desk.ask(`AT+CWSAP=${typed}`)).toBe(ok);
  expect(await desk.ask('AT+CWSAP?')).toBe(`+CWSAP:${reported}\r\n${ok}`);
  const [ssid, , channel, security, , hidden] = reported.split(',');
  expect(desk.medium.own).toMatchObject({
    ssid: ssid?.slice(1, -1),
    channel: Number(channel),
    security: Number(security),
    hidden: hidden === '1',
  });
});

test.each([
  '"","12345678",1,3',
  `"${'n'.repeat(33)}","12345678",1,3`,
  '"a","1234567",1,3',
  '"a","",1,3',
  '"a","",1,2',
  '"a","",1,4',
  '"a","12345678",0,3',
  '"a","12345678",14,3',
  '"a","12345678",1,1',
  '"a","12345678",1,5',
  '"a","12345678",1,-1',
  '"a","12345678",1,3,0',
  '"a","12345678",1,3,9',
  '"a","12345678",1,3,4,2',
  '"a","12345678",1,3,4,0,0',
  '"a","12345678",1',
])('AT+CWSAP=%s is refused and changes nothing', async (typed) => {
  const desk = await softAp();
  expect(await desk.ask(`AT+CWSAP=${typed}`)).toBe('\r\nCMD PARSE ERR\r\n');
  expect(await desk.ask('AT+CWSAP?')).toBe(`+CWSAP:"W800_000001","",1,0,4,0\r\n${ok}`);
});

test.each([0, 1])('in mode %i there is no softAP to set up', async (mode) => {
  const desk = await Desk.ready();
  await desk.ask(`AT+CWMODE=${mode}`);
  expect(await desk.ask('AT+CWSAP="a","",1,0')).toBe(error);
  expect(await desk.ask('AT+CWSAP?')).toBe(error);
  await desk.ask('AT+CWMODE=3');
  expect(await desk.ask('AT+CWSAP?')).toBe(`+CWSAP:"W800_000001","",1,0,4,0\r\n${ok}`);
});

test('what is set outlives a power cycle, and not with SYSSTORE 0', async () => {
  const desk = await softAp();
  await desk.ask('AT+CWSAP="kept","12345678",6,3');
  await desk.ask('AT+SYSSTORE=0');
  await desk.ask('AT+CWSAP="lost","12345678",6,3');
  expect(desk.medium.own?.ssid).toBe('lost');
  desk.module.powerOff();
  desk.module.powerOn();
  await desk.run(400);
  desk.read();
  expect(await desk.ask('AT+CWSAP?')).toBe(`+CWSAP:"kept","12345678",6,3,4,0\r\n${ok}`);
});
