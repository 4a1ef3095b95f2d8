import { expect, test } from 'vitest';
import { espAtDialect } from '../dialects/esp-at.ts';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

/** A desk whose module talks ESP-AT, its echo turned off. */
async function quietDesk(): Promise<Desk> {
  const desk = await Desk.ready(espAtDialect);
  await desk.ask('ATE0');
  return desk;
}

test('a module that talks ESP-AT echoes from boot on, until ATE0, and again after a reset', async () => {
  const desk = await Desk.ready(espAtDialect);
  expect(await desk.ask('AT')).toBe(`AT\r\n${ok}`);
  expect(await desk.ask('ATE0')).toBe(`ATE0\r\n${ok}`);
  expect(await desk.ask('AT')).toBe(ok);
  await desk.ask('AT+RST', 1_000);
  expect(await desk.ask('AT')).toBe(`AT\r\n${ok}`);
});

test('AT+SYSLOG=1 puts an error code before ERROR, in the form of AT+FAKE in the guide', async () => {
  const desk = await quietDesk();
  expect(await desk.ask('AT+FAKE')).toBe(error);
  expect(await desk.ask('AT+SYSLOG=1')).toBe(ok);
  expect(await desk.ask('AT+SYSLOG?')).toBe(`+SYSLOG:1\r\n${ok}`);
  expect(await desk.ask('AT+FAKE')).toBe(`ERR CODE:0x01090000\r\n${error}`);
  expect(await desk.ask('AT+SYSLOG=2')).toBe(`ERR CODE:0x01080000\r\n${error}`);
  expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(`ERR CODE:0x010A0000\r\n${error}`);
  expect(await desk.ask('AT')).toBe(ok);
  expect(await desk.ask('AT+SYSLOG=0')).toBe(ok);
  expect(await desk.ask('AT+FAKE')).toBe(error);
});

test('AT+SYSMSG takes three bits and shows them; a reset clears it and AT+SYSLOG', async () => {
  const desk = await quietDesk();
  expect(await desk.ask('AT+SYSMSG?')).toBe(`+SYSMSG:0\r\n${ok}`);
  expect(await desk.ask('AT+SYSMSG=8')).toBe(error);
  expect(await desk.ask('AT+SYSMSG=7')).toBe(ok);
  expect(await desk.ask('AT+SYSMSG?')).toBe(`+SYSMSG:7\r\n${ok}`);
  await desk.ask('AT+SYSLOG=1');
  await desk.ask('AT+RST', 1_000);
  await desk.ask('ATE0');
  expect(await desk.ask('AT+SYSMSG?')).toBe(`+SYSMSG:0\r\n${ok}`);
  expect(await desk.ask('AT+SYSLOG?')).toBe(`+SYSLOG:0\r\n${ok}`);
});

test('AT+CIPSTATUS tells the station: not joined yet, joined, left, off', async () => {
  const desk = await quietDesk();
  const status = () => desk.ask('AT+CIPSTATUS');
  expect(await status()).toBe(`STATUS:1\r\n${ok}`);
  await desk.ask('AT+CWJAP="home","12345678"', 2_000);
  expect(await status()).toBe(`STATUS:2\r\n${ok}`);
  await desk.ask('AT+CWQAP');
  expect(await status()).toBe(`STATUS:5\r\n${ok}`);
  await desk.ask('AT+CWMODE=2');
  expect(await status()).toBe(`STATUS:0\r\n${ok}`);
});

test.each([
  ['AT+MQTTCLIENTID', '+MQTTUSERCFG:0,1,"new","name","word",0,0,""'],
  ['AT+MQTTUSERNAME', '+MQTTUSERCFG:0,1,"W800","new","word",0,0,""'],
  ['AT+MQTTPASSWORD', '+MQTTUSERCFG:0,1,"W800","name","new",0,0,""'],
])('%s sets its part of the user configuration, and only after it', async (name, shown) => {
  const desk = await quietDesk();
  expect(await desk.ask(`${name}=0,"new"`)).toBe(error);
  await desk.ask('AT+MQTTUSERCFG=0,1,"W800","name","word",0,0,""');
  expect(await desk.ask(`${name}=0,"new"`)).toBe(ok);
  expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(`${shown}\r\n${ok}`);
  expect(await desk.ask(`${name}=1,"newer"`)).toBe(error);
  expect(await desk.ask(`${name}=0`)).toBe(error);
  expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(`${shown}\r\n${ok}`);
});
