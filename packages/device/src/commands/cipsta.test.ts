import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

function lines(address: string, gateway: string, netmask: string): string {
  return (
    `+CIPSTA:ip:"${address}"\r\n+CIPSTA:gateway:"${gateway}"\r\n` +
    `+CIPSTA:netmask:"${netmask}"\r\n${ok}`
  );
}

describe('AT+CIPSTA', () => {
  test('shows the leased address while there is one, and nothing without', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CIPSTA?')).toBe(error);
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    expect(await desk.ask('AT+CIPSTA?')).toBe(lines('10.0.0.2', '10.0.0.1', '255.255.255.0'));
    await desk.ask('AT+CWQAP');
    expect(await desk.ask('AT+CIPSTA?')).toBe(error);
  });

  test.each([
    ['"10.0.0.7"', ['10.0.0.7', '10.0.0.1', '255.255.255.0']],
    ['"10.0.0.7","10.0.3.254","255.255.252.0"', ['10.0.0.7', '10.0.3.254', '255.255.252.0']],
    ['"10.0.0.1","10.0.0.2","255.255.255.252"', ['10.0.0.1', '10.0.0.2', '255.255.255.252']],
  ])('%s is shown without a link', async (typed, [address = '', gateway = '', netmask = '']) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CIPSTA=${typed}`)).toBe(ok);
    expect(await desk.ask('AT+CIPSTA?')).toBe(lines(address, gateway, netmask));
  });

  test.each([
    '""',
    '10.0.0.7',
    '"10.0.0"',
    '"10.0.0.256"',
    '"10.0.0.07"',
    '"10.0.0.0"',
    '"10.0.0.255"',
    '"10.0.0.7","10.0.0.1"',
    '"10.0.0.7",,"255.255.255.0"',
    '"10.0.0.7","10.0.1.1","255.255.255.0"',
    '"10.0.0.7","10.0.0.1","255.0.255.0"',
    '"10.0.0.7","10.0.0.1","255.255.255.254"',
    '"10.0.0.7","10.0.0.1","0.0.0.0"',
    '"10.0.0.7","10.0.0.1","255.255.255.0",1',
  ])('%s is CMD PARSE ERR and changes nothing', async (typed) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CIPSTA=${typed}`)).toBe('\r\nCMD PARSE ERR\r\n');
    expect(await desk.ask('AT+CIPSTA?')).toBe(error);
    expect(await desk.ask('AT+CWDHCP?')).toBe(`+CWDHCP:3\r\n${ok}`);
  });

  test('a join with a static address asks no DHCP server and checks no address', async () => {
    const desk = await Desk.ready();
    desk.medium.leases = false;
    await desk.ask('AT+CIPSTA="10.0.0.7"');
    expect(await desk.ask('AT+CWJAP="home","12345678"', 710)).toBe(
      `WIFI CONNECTED\r\n${ok}WIFI GOT IP\r\n`,
    );
    expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:2,"home"\r\n${ok}`);
  });

  test('set while connected it holds at once', async () => {
    const desk = await Desk.joined();
    expect(await desk.ask('AT+CIPSTA="10.0.0.7"')).toBe(`${ok}WIFI GOT IP\r\n`);
    expect(await desk.ask('AT+CIPSTA?')).toBe(lines('10.0.0.7', '10.0.0.1', '255.255.255.0'));
  });

  test('it outlives a restart', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+CIPSTA="10.0.0.7"');
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT+CIPSTA?')).toBe(lines('10.0.0.7', '10.0.0.1', '255.255.255.0'));
  });
});
