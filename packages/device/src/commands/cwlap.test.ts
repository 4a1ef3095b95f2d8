import type { ScannedAccessPoint } from '@w800/ports';
import { expect, test } from 'vitest';
import { espAtDialect } from '../dialects/esp-at.ts';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const home = '+CWLAP:3,"home",-50,"02:00:00:00:00:01",6,4,4,5,0\r\n';

const others: ScannedAccessPoint[] = [
  { ssid: 'wpa3', bssid: '02:00:00:00:00:02', channel: 11, rssi: -70, security: 6, hidden: false },
  { ssid: 'near', bssid: '02:00:00:00:00:03', channel: 6, rssi: -40, security: 0, hidden: false },
  { ssid: 'secret', bssid: '02:00:00:00:00:04', channel: 1, rssi: -60, security: 2, hidden: true },
];
const near = '+CWLAP:0,"near",-40,"02:00:00:00:00:03",6,0,0,5,0\r\n';
const wpa3 = '+CWLAP:6,"wpa3",-70,"02:00:00:00:00:02",11,4,4,5,0\r\n';
const secret = '+CWLAP:2,"secret",-60,"02:00:00:00:00:04",1,3,3,5,0\r\n';

async function among(): Promise<Desk> {
  const desk = await Desk.ready();
  desk.medium.others.push(...others);
  return desk;
}

/** How long a scan takes, to 2 ms. */
async function durationMs(desk: Desk, line: string): Promise<number> {
  desk.type(`${line}\r\n`);
  for (let ms = 0; ms < 30_000; ms += 2) {
    await desk.run(2);
    if (desk.read() !== '') return ms;
  }
  return Number.NaN;
}

test('the list goes by channel, then by strength; a hidden one is not in it', async () => {
  const desk = await among();
  expect(await desk.ask('AT+CWLAP', 2_000)).toBe(`${near}${home}${wpa3}${ok}`);
});

test('a name, an address in either case and a channel filter, also together', async () => {
  const desk = await among();
  expect(await desk.ask('AT+CWLAP="home"', 2_000)).toBe(`${home}${ok}`);
  expect(await desk.ask('AT+CWLAP=,"02:00:00:00:00:03"', 2_000)).toBe(`${near}${ok}`);
  expect(await desk.ask('AT+CWLAP=,,6', 2_000)).toBe(`${near}${home}${ok}`);
  expect(await desk.ask('AT+CWLAP="home",,11', 2_000)).toBe(ok);
});

test('a hidden one answers to its name in an active scan only', async () => {
  const desk = await among();
  expect(await desk.ask('AT+CWLAP="secret"', 2_000)).toBe(`${secret}${ok}`);
  expect(await desk.ask('AT+CWLAP="secret",,,1', 5_000)).toBe(ok);
});

test.each([
  ['AT+CWLAP', 13 * 120],
  ['AT+CWLAP=,,,0,0,0', 13 * 120],
  ['AT+CWLAP=,,,1', 13 * 360],
  ['AT+CWLAP=,,6', 120],
  ['AT+CWLAP=,,6,1,0,0', 360],
  ['AT+CWLAP=,,6,0,0,1500', 1500],
  ['AT+CWLAP=,,6,1,900,50', 50],
  ['AT+CWLAP=,,13,1,20,200', 200],
  // Heard on 1, 6 and 11; on the other ten channels nobody answers.
  ['AT+CWLAP=,,,0,20,200', 3 * 200 + 10 * 20],
  ['AT+CWLAP=,,,0,500,100', 13 * 100],
])('%s takes %i ms and the time of its bytes', async (line, scanMs) => {
  const desk = await among();
  const typedMs = Math.ceil(((line.length + 2) * 10_000) / 115_200);
  const tookMs = await durationMs(desk, line);
  expect(tookMs).toBeGreaterThanOrEqual(scanMs);
  expect(tookMs).toBeLessThan(scanMs + typedMs + 10);
});

test('the port is busy while the radio listens', async () => {
  const desk = await among();
  expect(await desk.ask('AT+CWLAP', 1_000)).toBe('');
  expect(await desk.ask('AT', 20)).toBe('busy ...\r\n');
  await desk.run(1_000);
  expect(desk.read()).toBe(`${near}${home}${wpa3}${ok}`);
});

test('each channel is heard at its own time', async () => {
  const desk = await among();
  desk.type('AT+CWLAP\r\n');
  await desk.run(10 * 120);
  desk.medium.audible = false;
  await desk.run(1_000);
  expect(desk.read()).toBe(`${near}${home}${ok}`);
});

test('the country decides which channels are scanned', async () => {
  const desk = await among();
  await desk.ask('AT+CWCOUNTRY="US",1,7');
  expect(await desk.ask('AT+CWLAP', 7 * 120 + 30)).toBe(`${near}${home}${ok}`);
  expect(await desk.ask('AT+CWLAP=,,11')).toBe(ok);
});

test('a connected station scans and stays connected', async () => {
  const desk = await Desk.joined();
  expect(await desk.ask('AT+CWLAP', 2_000)).toBe(`${home}${ok}`);
  expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:2,"home"\r\n${ok}`);
});

test('a station that is on its way back has no time to scan', async () => {
  const desk = await Desk.joined();
  desk.medium.loseLink();
  await desk.run(500);
  desk.read();
  expect(await desk.ask('AT+CWLAP')).toBe(error);
  expect(await desk.ask('AT+CWLAP', 1_000)).toBe(error);
});

test('only a station scans', async () => {
  const desk = await among();
  await desk.ask('AT+CWMODE=2');
  expect(await desk.ask('AT+CWLAP')).toBe(error);
  expect(await desk.ask('AT+CWLAP="home"')).toBe(error);
});

test.each([
  '=""',
  `="${'x'.repeat(33)}"`,
  '=home',
  '=,"02:00:00:00:00"',
  '=,,0',
  '=,,14',
  '=,,,2',
  '=,,,0,1501',
  '=,,,0,-1',
  '=,,,0,0,1501',
  '=,,,0,0,0,0',
])('AT+CWLAP%s is refused without a scan', async (rest) => {
  const desk = await among();
  expect(await desk.ask(`AT+CWLAP${rest}`, 20)).toBe(parseError);
});

test('a power cut ends a scan', async () => {
  const desk = await among();
  await desk.ask('AT+CWLAP', 500);
  desk.module.powerOff();
  desk.module.powerOn();
  await desk.run(3_000);
  expect(desk.read()).toBe('ready\r\n');
});

test('ESP-AT puts the fields in parentheses', async () => {
  const desk = await Desk.ready(espAtDialect);
  await desk.ask('ATE0');
  expect(await desk.ask('AT+CWLAP', 2_000)).toBe(
    `+CWLAP:(3,"home",-50,"02:00:00:00:00:01",6,4,4,5,0)\r\n${ok}`,
  );
});
