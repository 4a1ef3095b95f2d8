import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

import { espAtDialect } from '../dialects/esp-at.ts';
import type { ScannedAccessPoint } from '@w800/ports';
const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

const join = 'AT+CWJAP="home","12345678"';
const joined = `WIFI CONNECTED\r\n${ok}WIFI GOT IP\r\n`;

const twin: ScannedAccessPoint = {
  ssid: 'home',
  bssid: '02:00:00:00:00:02',
  channel: 11,
  rssi: -30,
  security: 3,
  hidden: false,
};

async function espAtDesk(): Promise<Desk> {
  const desk = await Desk.ready(espAtDialect);
  await desk.ask('ATE0');
  return desk;
}

/** The access point a join of this line went to. */
async function choice(line: string, ...others: ScannedAccessPoint[]): Promise<string | undefined> {
  const desk = await Desk.ready();
  desk.medium.others.push(...others);
  await desk.ask(line, 20_000);
  return desk.medium.requests.at(-1)?.bssid;
}

describe('AT+CWJAP?', () => {
  test('prints nothing but OK while not associated, in any mode', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWJAP?')).toBe(ok);
    await desk.ask('AT+CWMODE=0');
    expect(await desk.ask('AT+CWJAP?')).toBe(ok);
  });

  test('prints the defaults of what was left out', async () => {
    const desk = await Desk.joined();
    const line = '+CWJAP:"home","02:00:00:00:00:01",6,-50,0,1,3,0,1\r\n';
    expect(await desk.ask('AT+CWJAP?')).toBe(`${line}${ok}`);
  });

  test('prints what was said', async () => {
    const desk = await Desk.ready();
    await desk.ask(`${join},"02:00:00:00:00:01",1,77,9,1,30,0`, 3_000);
    const line = '+CWJAP:"home","02:00:00:00:00:01",6,-50,1,77,9,1,0\r\n';
    expect(await desk.ask('AT+CWJAP?')).toBe(`${line}${ok}`);
  });
});

describe('AT+CWJAP', () => {
  test.each([
    '="",""',
    `="${'x'.repeat(33)}","12345678"`,
    '="home","1234567"',
    `="home","${'g'.repeat(64)}"`,
    `="home","1234567\x7f"`,
    '=home,"12345678"',
    '="home","12345678","02:00:00:00:00:0g"',
    '="home","12345678","020000000001"',
    '="home","12345678",,2',
    '="home","12345678",,,7201',
    '="home","12345678",,,-1',
    '="home","12345678",,,,0',
    '="home","12345678",,,,101',
    '="home","12345678",,,,,2',
    '="home","12345678",,,,,,2',
    '="home","12345678",,,,,,601',
    '="home","12345678",,,,,,,4',
    '="home","12345678",,,,,,,,',
  ])('%s is CMD PARSE ERR, at once and without leaving', async (rest) => {
    const desk = await Desk.joined();
    expect(await desk.ask(`AT+CWJAP${rest}`, 20)).toBe(parseError);
    expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:2,"home"\r\n${ok}`);
  });

  test('EX-02, EX-04: every parameter at its limits joins', async () => {
    for (const rest of [',"02:00:00:00:00:01",0,0,1,0,3,0', ',,1,7200,100,1,600,1']) {
      const desk = await Desk.ready();
      expect(await desk.ask(`${join}${rest}`, 3_000)).toBe(joined);
    }
  });

  test('the fast search takes the first channel, the search of all the strongest', async () => {
    expect(await choice(join, twin)).toBe('02:00:00:00:00:01');
    expect(await choice(`${join},,,,,1`, twin)).toBe(twin.bssid);
    expect(await choice(join, { ...twin, channel: 6 })).toBe(twin.bssid);
    expect(await choice(join, { ...twin, channel: 1, rssi: -90 })).toBe(twin.bssid);
  });

  test('a BSSID, in either case, decides; one that is not there is no access point', async () => {
    const other = { ...twin, bssid: '02:00:00:00:00:ab' };
    expect(await choice(`${join},"02:00:00:00:00:AB"`, other)).toBe(other.bssid);
    expect(await choice(`${join},"02:00:00:00:00:03"`, other)).toBeUndefined();
  });

  test.each([0, 1] as const)('pci_en 1 does not see a network of security %i', async (security) => {
    const open = { ...twin, channel: 1, security };
    expect(await choice(`${join},,1`, open)).toBe('02:00:00:00:00:01');
    expect(await choice(`${join},,0`, open)).toBe(twin.bssid);
  });

  test('pmf 0 does not see WPA3, pmf 2 and 3 see nothing below it', async () => {
    const wpa3 = { ...twin, channel: 1, security: 6 } as const;
    const mixed = { ...twin, channel: 1, security: 7 } as const;
    expect(await choice(`${join},,,,,,,0`, wpa3)).toBe('02:00:00:00:00:01');
    expect(await choice(`${join},,,,,,,0`, mixed)).toBe(mixed.bssid);
    expect(await choice(`${join},,,,,,,1`, wpa3)).toBe(wpa3.bssid);
    for (const pmf of [2, 3]) {
      expect(await choice(`${join},,,,,,,${pmf}`)).toBeUndefined();
      expect(await choice(`${join},,,,,,,${pmf}`, wpa3)).toBe(wpa3.bssid);
      expect(await choice(`${join},,,,,,,${pmf}`, mixed)).toBe(mixed.bssid);
    }
  });

  test('the country decides which channels there are', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+CWCOUNTRY="US",1,5');
    expect(await desk.ask(join, 15_000)).toBe(error);
    await desk.ask('AT+CWCOUNTRY="US",1,6');
    expect(await desk.ask(join, 3_000)).toBe(joined);
  });

  test('associating takes 700 ms, with a search of all channels 1.5 s', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(join, 698)).toBe('');
    await desk.run(10);
    expect(desk.read()).toBe('WIFI CONNECTED\r\n');
    await desk.run(2_000);
    desk.read();
    await desk.ask('AT+CWQAP');
    expect(await desk.ask(`${join},,,,,1`, 1_490)).toBe('');
    await desk.run(20);
    expect(desk.read()).toBe('WIFI CONNECTED\r\n');
  });

  test('an absent network is searched for 6.4 s, however the limit is longer', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWJAP="nowhere","12345678"', 6_390)).toBe('');
    await desk.run(20);
    expect(desk.read()).toBe(error);
  });

  test('the limit of 3 s cuts the search short', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWJAP="nowhere","12345678",,,,,,3', 2_990)).toBe('');
    await desk.run(20);
    expect(desk.read()).toBe(error);
  });

  test('a bare AT+CWJAP keeps to the limit that was set last', async () => {
    const desk = await Desk.ready();
    await desk.ask(`${join},,,,,,5`, 3_000);
    desk.medium.leases = false;
    await desk.ask('AT+CWJAP', 4_990);
    expect(desk.read()).toBe('');
    await desk.run(20);
    expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${error}`);
  });

  test('a link lost before the address is there ends the command', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(join, 1_000)).toBe('WIFI CONNECTED\r\n');
    desk.medium.loseLink();
    await desk.run(100);
    expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${error}`);
    expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:4,"home"\r\n${ok}`);
  });
});

describe('AT+CWJAP as ESP-AT has it', () => {
  test('WIFI GOT IP comes before OK', async () => {
    const desk = await espAtDesk();
    const printed = await desk.ask(join, 3_000);
    expect(printed).toBe(`WIFI CONNECTED\r\nWIFI GOT IP\r\n${ok}`);
  });

  test.each([
    [
      1,
      'no address in time',
      `${join},,,,,,3`,
      { leases: false },
      'WIFI CONNECTED\r\nWIFI DISCONNECT\r\n',
    ],
    [2, 'a wrong password', 'AT+CWJAP="home","87654321"', {}, ''],
    [3, 'no access point', 'AT+CWJAP="nowhere",""', {}, ''],
  ])('+CWJAP:%i tells of %s', async (code, _what, line, medium, before) => {
    const desk = await espAtDesk();
    Object.assign(desk.medium, medium);
    expect(await desk.ask(line, 20_000)).toBe(`${before}+CWJAP:${code}\r\n${error}`);
  });

  test('+CWJAP:4 tells of anything else', async () => {
    const desk = await espAtDesk();
    await desk.ask(join, 1_000);
    desk.medium.loseLink();
    await desk.run(100);
    expect(desk.read()).toBe(`WIFI DISCONNECT\r\n+CWJAP:4\r\n${error}`);
  });
});
