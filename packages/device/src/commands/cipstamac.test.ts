import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

describe.each([
  ['AT+CIPSTAMAC', '28:6d:cd:00:00:01', '2a:6d:cd:00:00:01'],
  ['AT+CIPAPMAC', '2a:6d:cd:00:00:01', '28:6d:cd:00:00:01'],
])('%s', (name, own, other) => {
  const shown = (mac: string): string => `${name.slice(2)}:"${mac}"\r\n${ok}`;

  test('shows the address of a new module', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(`${name}?`)).toBe(shown(own));
  });

  test('takes another one, in either case, and keeps it over a restart', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(`${name}="AA:0B:00:00:00:ff"`)).toBe(ok);
    await desk.ask('AT+RST', 400);
    expect(await desk.ask(`${name}?`)).toBe(shown('aa:0b:00:00:00:ff'));
  });

  test.each([
    '"01:00:00:00:00:01"',
    '"ff:ff:ff:ff:ff:ff"',
    '"00:00:00:00:00:00"',
    '"00:00:00:00:00"',
    '"00:00:00:00:00:0g"',
    '"00-00-00-00-00-01"',
    '000000000001',
    '""',
    '"00:00:00:00:00:01",1',
  ])('%s is refused and changes nothing', async (typed) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`${name}=${typed}`)).toBe('\r\nCMD PARSE ERR\r\n');
    expect(await desk.ask(`${name}?`)).toBe(shown(own));
  });

  test('the address of the other interface is ERROR', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(`${name}="${other.toUpperCase()}"`)).toBe(error);
    expect(await desk.ask(`${name}="${own}"`)).toBe(ok);
  });
});

test('the station joins with its address', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+CIPSTAMAC="28:6d:cd:aa:bb:cc"');
  await desk.ask('AT+CWJAP="home","12345678"', 2_000);
  expect(desk.medium.requests.map(({ mac }) => mac)).toEqual(['28:6d:cd:aa:bb:cc']);
});

test('the softAP goes on the air with its address', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+CIPAPMAC="28:6d:cd:aa:bb:cc"');
  await desk.ask('AT+CWMODE=2');
  expect(desk.medium.own?.bssid).toBe('28:6d:cd:aa:bb:cc');
});
