import type { ScannedAccessPoint } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { espAtDialect } from '../dialects/esp-at.ts';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

const weak: ScannedAccessPoint = {
  ssid: 'weak',
  bssid: '02:00:00:00:00:02',
  channel: 1,
  rssi: -90,
  security: 0,
  hidden: false,
};
const strong: ScannedAccessPoint = { ...weak, ssid: 'strong', channel: 11, rssi: -20 };

async function among(dialect?: typeof espAtDialect): Promise<Desk> {
  const desk = await Desk.ready(dialect);
  desk.medium.others.push(weak, strong);
  await desk.ask('ATE0');
  return desk;
}

describe('AT+CWLAPOPT', () => {
  test.each([
    [1, '3'],
    [2, '"home"'],
    [4, '-50'],
    [8, '"02:00:00:00:00:01"'],
    [16, '6'],
    [32, '4'],
    [64, '4'],
    [128, '5'],
    [256, '0'],
    [511, '3,"home",-50,"02:00:00:00:00:01",6,4,4,5,0'],
    [22, '"home",-50,6'],
    [0, ''],
  ])('the print mask %i prints %s', async (mask, fields) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CWLAPOPT=${mask}`)).toBe(ok);
    expect(await desk.ask('AT+CWLAP', 2_000)).toBe(`+CWLAP:${fields}\r\n${ok}`);
  });

  test.each([
    ['2,-90', ['weak', 'home', 'strong']],
    ['2,-89', ['home', 'strong']],
    ['2,40', []],
    ['2,-100,1', ['weak', 'strong']],
    ['2,,8', ['home']],
    ['2,,0', []],
    ['2', ['weak', 'home', 'strong']],
  ])('%s leaves %j', async (options, names) => {
    const desk = await among();
    await desk.ask('AT+CWLAPOPT=2,40,0');
    expect(await desk.ask(`AT+CWLAPOPT=${options}`)).toBe(ok);
    const lines = names.map((name) => `+CWLAP:"${name}"\r\n`).join('');
    expect(await desk.ask('AT+CWLAP', 2_000)).toBe(`${lines}${ok}`);
  });

  test.each(['-1', '512', '2,-101', '2,41', '2,0,-1', '2,0,1024'])(
    'a value out of range, %s, is ERROR and changes nothing',
    async (options) => {
      const desk = await Desk.ready();
      expect(await desk.ask(`AT+CWLAPOPT=${options}`)).toBe(error);
      expect(await desk.ask('AT+CWLAP', 2_000)).toContain('+CWLAP:3,"home",-50,');
    },
  );

  test.each(['="2"', '=', '=2,,,', '=two', ''])(
    'ill-formed, %s, is CMD PARSE ERR',
    async (rest) => {
      const desk = await Desk.ready();
      expect(await desk.ask(`AT+CWLAPOPT${rest}`)).toBe('\r\nCMD PARSE ERR\r\n');
    },
  );

  test('has no query, and a restart forgets it', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWLAPOPT?')).toBe(error);
    await desk.ask('AT+CWLAPOPT=0');
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT+CWLAP', 2_000)).toContain('+CWLAP:3,"home",-50,');
  });
});

describe('AT+CWLAPOPT as ESP-AT has it', () => {
  test('begins with whether the strongest come first', async () => {
    const desk = await among(espAtDialect);
    expect(await desk.ask('AT+CWLAPOPT=1,2')).toBe(ok);
    const sorted = '+CWLAP:("strong")\r\n+CWLAP:("home")\r\n+CWLAP:("weak")\r\n';
    expect(await desk.ask('AT+CWLAP', 2_000)).toBe(`${sorted}${ok}`);
    expect(await desk.ask('AT+CWLAPOPT=0,2,-60,1')).toBe(ok);
    expect(await desk.ask('AT+CWLAP', 2_000)).toBe(`+CWLAP:("strong")\r\n${ok}`);
  });

  test.each(['2,2', '1', '1,512', '-1,2'])('refuses %s', async (options) => {
    const desk = await among(espAtDialect);
    expect(await desk.ask(`AT+CWLAPOPT=${options}`)).toBe(error);
  });
});
