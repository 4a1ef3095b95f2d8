import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { timeServer } from '../testing/time-server.ts';

const ok = '\r\nOK\r\n';

function time(text: string): string {
  return `+CIPSNTPTIME:${text}\r\n${ok}`;
}

/** A desk in a zone, whose clock was set within the last 6 s. */
async function deskAt(seconds: number, zone: string): Promise<Desk> {
  const desk = await Desk.joined();
  desk.medium.onDatagram = timeServer(seconds);
  await desk.ask(`AT+CIPSNTPCFG=1,${zone},"a"`, 6_000);
  return desk;
}

describe('AT+CIPSNTPTIME', () => {
  test('SNTP-08: before synchronisation shows 2000 and the time since power-up', async () => {
    const desk = await Desk.ready();
    desk.module.clock.driftPpm = 0;
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sat Jan  1 00:00:00 2000'));
    await desk.run(86_400_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sun Jan  2 00:00:00 2000'));
  });

  test('AT+RST does not set it back', async () => {
    const desk = await Desk.ready();
    await desk.run(59_000);
    await desk.ask('AT+RST', 500);
    await desk.run(600);
    desk.read();
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sat Jan  1 00:01:00 2000'));
  });

  test.each([
    ['8', 'Sat Jan  1 08:00:00 2000'],
    ['-5', 'Fri Dec 31 19:00:00 1999'],
    ['1245', 'Sat Jan  1 12:45:00 2000'],
    ['015', 'Sat Jan  1 00:15:00 2000'],
    ['-330', 'Fri Dec 31 20:30:00 1999'],
    ['-12', 'Fri Dec 31 12:00:00 1999'],
    ['14', 'Sat Jan  1 14:00:00 2000'],
  ])('in the zone %s a new module has %s, enabled or not', async (zone, text) => {
    const desk = await Desk.ready();
    await desk.ask(`AT+CIPSNTPCFG=0,${zone}`);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time(text));
    await desk.ask('AT+CIPSNTPCFG=0');
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time(text));
  });

  test.each([
    [1_767_196_790, '8', 'Wed Dec 31 23:59:5', 'Thu Jan  1 00:00:0', 2026],
    [1_709_164_790, '0', 'Wed Feb 28 23:59:5', 'Thu Feb 29 00:00:0', 2024],
    [1_677_628_790, '0', 'Tue Feb 28 23:59:5', 'Wed Mar  1 00:00:0', 2023],
    [1_777_573_790, '530', 'Thu Apr 30 23:59:5', 'Fri May  1 00:00:0', 2026],
  ])('from %i s on, in zone %s, midnight passes', async (seconds, zone, before, after, year) => {
    const desk = await deskAt(seconds, zone);
    const shown = await desk.ask('AT+CIPSNTPTIME?', 50);
    expect(shown.slice(0, 31)).toBe(`+CIPSNTPTIME:${before}`);
    await desk.run(9_000);
    const later = await desk.ask('AT+CIPSNTPTIME?', 50);
    expect(later.slice(0, 31)).toBe(`+CIPSNTPTIME:${after}`);
    expect(later.slice(32)).toBe(` ${year}\r\n${ok}`);
  });

  test('has a query and nothing else', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CIPSNTPTIME=?')).toBe(`AT+CIPSNTPTIME?\r\n${ok}`);
    expect(await desk.ask('AT+CIPSNTPTIME=1')).toBe('\r\nERROR\r\n');
    expect(await desk.ask('AT+CIPSNTPTIME')).toBe('\r\nERROR\r\n');
  });
});

describe('The clock gate', () => {
  test('scheme 1 connects without a synchronised clock', async () => {
    const desk = await Desk.joined();
    desk.accept();
    await desk.ask('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0')).toBe(
      `+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",0\r\n${ok}`,
    );
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 2000\r/);
  });

  test.each([3, 5, 8, 10])(
    'SNTP-10: scheme %i is accepted before the time is known',
    async (scheme) => {
      const desk = await Desk.ready();
      expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 2000\r/);
      expect(await desk.ask(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""`)).toBe(ok);
      expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(
        `+MQTTUSERCFG:0,${scheme},"W800","","",0,0,""\r\n${ok}`,
      );
    },
  );
});
