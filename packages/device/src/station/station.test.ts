import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const join = 'AT+CWJAP="home","12345678"';

describe('Station', () => {
  test('EX-02, EX-04: OK waits for the address, and WIFI GOT IP follows it at once', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(join, 800)).toBe('WIFI CONNECTED\r\n');
    expect(await desk.ask('AT+CWSTATE?', 20)).toBe('busy ...\r\n');
    await desk.run(1_000);
    expect(desk.read()).toBe(`${ok}WIFI GOT IP\r\n`);
    expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:2,"home"\r\n${ok}`);
  });

  test('a wrong password is an ERROR, and the station is disconnected', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWJAP="home","87654321"', 15_000)).toBe(error);
    expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:4,"home"\r\n${ok}`);
  });

  test('without a DHCP answer the join ends at its limit, here 3 s, and leaves', async () => {
    const desk = await Desk.ready();
    desk.medium.leases = false;
    expect(await desk.ask(`${join},,,,,,3`, 2_990)).toBe('WIFI CONNECTED\r\n');
    await desk.run(100);
    expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${error}`);
  });

  test('AT+CWQAP leaves, says so first, and the station does not come back', async () => {
    const desk = await Desk.joined();
    expect(await desk.ask('AT+CWQAP')).toBe(`WIFI DISCONNECT\r\n${ok}`);
    expect(await desk.ask('AT+CWSTATE?', 60_000)).toBe(`+CWSTATE:4,"home"\r\n${ok}`);
    expect(await desk.ask('AT+CWQAP')).toBe(ok);
  });

  test('a lost link is tried again every second until the access point is back', async () => {
    const desk = await Desk.joined();
    desk.medium.loseLink();
    await desk.run(30_000);
    expect(desk.read()).toBe('WIFI DISCONNECT\r\n');
    expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:3,"home"\r\n${ok}`);
    desk.medium.audible = true;
    await desk.run(10_000);
    expect(desk.read()).toBe('WIFI CONNECTED\r\nWIFI GOT IP\r\n');
  });

  test('with a reconnect interval of 0 a lost link stays lost', async () => {
    const desk = await Desk.ready();
    await desk.ask(`${join},,,0`, 2_000);
    desk.medium.loseLink();
    desk.medium.audible = true;
    await desk.run(60_000);
    expect(desk.read()).toBe('WIFI DISCONNECT\r\n');
    expect(await desk.ask('AT+CWSTATE?')).toBe(`+CWSTATE:4,"home"\r\n${ok}`);
  });

  test('a join while connected leaves the old access point first', async () => {
    const desk = await Desk.joined();
    expect(await desk.ask(join, 2_000)).toBe(
      `WIFI DISCONNECT\r\nWIFI CONNECTED\r\n${ok}WIFI GOT IP\r\n`,
    );
  });

  test('only a station can join', async () => {
    const desk = await Desk.joined();
    expect(await desk.ask('AT+CWMODE=2')).toBe(`WIFI DISCONNECT\r\n${ok}`);
    expect(await desk.ask(join)).toBe(error);
    expect(await desk.ask('AT+CWMODE=3', 2_000)).toBe(`${ok}WIFI CONNECTED\r\nWIFI GOT IP\r\n`);
  });

  test('AT+CWMODE=1,0 does not join the stored network', async () => {
    const desk = await Desk.joined();
    await desk.ask('AT+CWMODE=0');
    expect(await desk.ask('AT+CWMODE=1,0', 5_000)).toBe(ok);
  });

  test('a bare AT+CWJAP, and one without name and password, use the last ones', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWJAP', 2_000)).toBe(error);
    await desk.ask(join, 2_000);
    await desk.ask('AT+CWQAP');
    const joined = `WIFI CONNECTED\r\n${ok}WIFI GOT IP\r\n`;
    expect(await desk.ask('AT+CWJAP', 2_000)).toBe(joined);
    await desk.ask('AT+CWQAP');
    expect(await desk.ask('AT+CWJAP=,,,,5', 2_000)).toBe(joined);
  });

  test('mode and network outlive a power cycle; a failed join is not stored', async () => {
    const desk = await Desk.joined();
    await desk.ask('AT+CWJAP="elsewhere","12345678"', 20_000);
    desk.module.powerOff();
    desk.module.powerOn();
    await desk.run(3_000);
    expect(desk.read()).toBe('ready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n');
  });
});
