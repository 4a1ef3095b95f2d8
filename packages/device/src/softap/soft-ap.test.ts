import type { OwnAccessPoint } from '@w800/ports';
import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const first = '02:00:00:00:00:11';
const second = '02:00:00:00:00:12';
const third = '02:00:00:00:00:13';

async function softAp(security = '"kitchen","12345678",5,3,2'): Promise<Desk> {
  const desk = await Desk.ready();
  await desk.ask('AT+CWMODE=2');
  await desk.ask(`AT+CWSAP=${security}`);
  return desk;
}

function onAir(desk: Desk): OwnAccessPoint {
  const { own } = desk.medium;
  if (own === undefined) throw new Error('no softAP is on the air');
  return own;
}

/** A station joins and asks for an address. */
function join(desk: Desk, mac: string, password = '12345678'): string | undefined {
  const own = onAir(desk);
  const failure = own.admit(mac, password);
  if (failure !== undefined) return failure;
  const address = own.offer(mac);
  if (address !== undefined) own.lease(mac);
  return address;
}

async function said(desk: Desk): Promise<string> {
  await desk.run(50);
  return desk.read();
}

test('a station that joins and gets an address is announced twice', async () => {
  const desk = await softAp();
  expect(join(desk, first)).toBe('192.168.10.2');
  expect(await said(desk)).toBe(
    `+STA_CONNECTED: ${first}\r\n+DIST_STA_IP: ${first},192.168.10.2\r\n`,
  );
});

test('a wrong password and a full softAP are refused without a word', async () => {
  const desk = await softAp();
  expect(join(desk, first, '87654321')).toBe('wrong-password');
  join(desk, first);
  join(desk, second);
  await said(desk);
  expect(join(desk, third)).toBe('refused');
  expect(await said(desk)).toBe('');
});

test('an open softAP asks for no password', async () => {
  const desk = await softAp('"lobby","12345678",5,0');
  expect(join(desk, first, '')).toBe('192.168.10.2');
});

test('AT+CWLIF lists who has an address from the DHCP server, in order', async () => {
  const desk = await softAp();
  expect(await desk.ask('AT+CWLIF')).toBe(ok);
  join(desk, second);
  onAir(desk).admit(first, '12345678');
  await said(desk);
  expect(await desk.ask('AT+CWLIF')).toBe(`+CWLIF:192.168.10.2,${second}\r\n${ok}`);
  onAir(desk).offer(first);
  onAir(desk).lease(first);
  await said(desk);
  expect(await desk.ask('AT+CWLIF')).toBe(
    `+CWLIF:192.168.10.2,${second}\r\n+CWLIF:192.168.10.3,${first}\r\n${ok}`,
  );
});

test('a station that leaves is announced, and gets its address again', async () => {
  const desk = await softAp();
  join(desk, first);
  join(desk, second);
  await said(desk);
  onAir(desk).left(first);
  expect(await said(desk)).toBe(`+STA_DISCONNECTED: ${first}\r\n`);
  expect(join(desk, first)).toBe('192.168.10.2');
});

test('a station that comes anew without leaving was gone', async () => {
  const desk = await softAp();
  join(desk, first);
  await said(desk);
  onAir(desk).admit(first, '12345678');
  expect(await said(desk)).toBe(`+STA_DISCONNECTED: ${first}\r\n+STA_CONNECTED: ${first}\r\n`);
});

test('a silent station is given up after 300 s, unless it comes back', async () => {
  const desk = await softAp();
  join(desk, first);
  join(desk, second);
  onAir(desk).silent(first);
  onAir(desk).silent(second);
  onAir(desk).silent(second);
  await said(desk);
  join(desk, second);
  await said(desk);
  await desk.run(299_800);
  expect(desk.read()).toBe('');
  await desk.run(200);
  expect(desk.read()).toBe(`+STA_DISCONNECTED: ${first}\r\n`);
  expect(desk.medium.dropped).toEqual([first]);
  await desk.run(600_000);
  expect(desk.read()).toBe('');
});

test('AT+CWQIF sends all away, AT+CWQIF=<mac> one, in either case', async () => {
  const desk = await softAp();
  join(desk, first);
  const letters = '02:00:00:00:00:ab';
  join(desk, letters);
  await said(desk);
  const upper = letters.toUpperCase();
  expect(await desk.ask(`AT+CWQIF="${upper}"`)).toBe(`+STA_DISCONNECTED: ${letters}\r\n${ok}`);
  expect(desk.medium.dropped).toEqual([letters]);
  expect(await desk.ask(`AT+CWQIF="${letters}"`)).toBe(error);
  expect(await desk.ask('AT+CWQIF')).toBe(`+STA_DISCONNECTED: ${first}\r\n${ok}`);
  expect(await desk.ask('AT+CWQIF')).toBe(ok);
});

test.each(['=', '=1', '="02:00:00:00:00"', `="${first}",1`])(
  'AT+CWQIF%s is refused',
  async (rest) => {
    const desk = await softAp();
    join(desk, first);
    await said(desk);
    expect(await desk.ask(`AT+CWQIF${rest}`)).toBe(parseError);
    expect(desk.medium.dropped).toEqual([]);
  },
);

test('without a softAP there is nobody to list or to send away', async () => {
  const desk = await Desk.ready();
  for (const line of ['AT+CWLIF', 'AT+CWQIF', `AT+CWQIF="${first}"`]) {
    expect(await desk.ask(line)).toBe(error);
  }
});

test.each(['AT+CWMODE=0', 'AT+CWSAP="other","",1,0', 'AT+CIPAP="192.168.20.1"'])(
  '%s takes the stations with it',
  async (line) => {
    const desk = await softAp();
    join(desk, first);
    join(desk, second);
    await said(desk);
    const gone = `+STA_DISCONNECTED: ${first}\r\n+STA_DISCONNECTED: ${second}\r\n`;
    expect(await desk.ask(line)).toBe(`${gone}${ok}`);
    expect(desk.medium.dropped).toEqual([first, second]);
  },
);

test('a restart says nothing of the stations', async () => {
  const desk = await softAp();
  join(desk, first);
  onAir(desk).silent(first);
  await said(desk);
  expect(await desk.ask('AT+RST', 500_000)).toBe(`${ok}ready\r\n`);
  expect(await desk.ask('AT+CWLIF')).toBe(ok);
});

test('the pool decides about addresses: its own bounds, and silence when it is empty', async () => {
  const desk = await softAp('"kitchen","12345678",5,3,8');
  await desk.ask('AT+CIPAP="192.168.10.21"');
  await desk.ask('AT+CWDHCPS=1,10,"192.168.10.20","192.168.10.22"');
  expect(join(desk, first)).toBe('192.168.10.20');
  expect(join(desk, second)).toBe('192.168.10.22');
  expect(join(desk, third)).toBeUndefined();
});

test('with DHCP of the softAP off nobody gets an address', async () => {
  const desk = await softAp();
  await desk.ask('AT+CWDHCP=0,2');
  expect(join(desk, first)).toBeUndefined();
  expect(await said(desk)).toBe(`+STA_CONNECTED: ${first}\r\n`);
  expect(await desk.ask('AT+CWLIF')).toBe(ok);
});
