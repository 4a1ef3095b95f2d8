import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

const wifiLines = [
  'AT+CWMODE?',
  'AT+CWMODE=1',
  'AT+CWSTATE?',
  'AT+CWJAP?',
  'AT+CWJAP="home","12345678"',
  'AT+CWJAP',
  'AT+CWRECONNCFG?',
  'AT+CWRECONNCFG=1,0',
  'AT+CWLAPOPT=511',
  'AT+CWLAP',
  'AT+CWLAP="home"',
  'AT+CWQAP',
  'AT+CWSAP?',
  'AT+CWSAP="a","",1,0',
  'AT+CWLIF',
  'AT+CWQIF',
  'AT+CWQIF="02:00:00:00:00:10"',
  'AT+CWDHCP?',
  'AT+CWDHCP=1,1',
  'AT+CWDHCPS?',
  'AT+CWDHCPS=0',
  'AT+CWAUTOCONN=1',
  'AT+CWAPPROTO?',
  'AT+CWAPPROTO=7',
  'AT+CWSTAPROTO?',
  'AT+CWSTAPROTO=7',
  'AT+CIPSTAMAC?',
  'AT+CIPSTAMAC="28:6d:cd:00:00:02"',
  'AT+CIPAPMAC?',
  'AT+CIPAPMAC="28:6d:cd:00:00:03"',
  'AT+CIPSTA?',
  'AT+CIPSTA="10.0.0.7"',
  'AT+CIPAP?',
  'AT+CIPAP="10.0.0.7"',
  'AT+CWHOSTNAME?',
  'AT+CWHOSTNAME="x"',
  'AT+CWCOUNTRY?',
  'AT+CWCOUNTRY="CN",1,13',
];

test('without the driver every Wi-Fi command is ERROR in every form, and argument errors come first', async () => {
  const desk = await Desk.ready();
  expect(await desk.ask('AT+CWINIT?')).toBe(`+CWINIT:1\r\n${ok}`);
  expect(await desk.ask('AT+CWINIT=0')).toBe(ok);
  expect(await desk.ask('AT+CWINIT?')).toBe(`+CWINIT:0\r\n${ok}`);
  for (const line of wifiLines) expect([line, await desk.ask(line)]).toEqual([line, error]);
  expect(await desk.ask('AT+CWMODE=4')).toBe('\r\nCMD PARSE ERR\r\n');
});

test('the driver takes the association with it, and a new one does not join by itself', async () => {
  const desk = await Desk.joined();
  expect(await desk.ask('AT+CWINIT=0')).toBe(`WIFI DISCONNECT\r\n${ok}`);
  expect(await desk.ask('AT+CWINIT=1', 10_000)).toBe(ok);
  expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:4,"home"\r\n${ok}`);
  expect(await desk.ask('AT+CWINIT=1')).toBe(ok);
});

test('the softAP comes and goes with the driver', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+CWMODE=2');
  expect(desk.medium.own?.ssid).toBe('W800_000001');
  await desk.ask('AT+CWINIT=0');
  expect(desk.medium.own).toBeUndefined();
  await desk.ask('AT+CWINIT=1');
  expect(desk.medium.own?.ssid).toBe('W800_000001');
});

test('after a restart the driver is there again', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+CWINIT=0');
  await desk.ask('AT+RST', 400);
  expect(await desk.ask('AT+CWINIT?')).toBe(`+CWINIT:1\r\n${ok}`);
});

test.each([
  'AT+CWSTARTSMART',
  'AT+CWSTOPSMART',
  'AT+WPS=1',
  'AT+MDNS=0',
  'AT+CWJEAP?',
  'AT+WEBSERVER?',
])('%s does not exist on this module', async (line) => {
  const desk = await Desk.ready();
  expect(await desk.ask(line)).toBe('\r\nCMD FORMAT ERR\r\n');
});
