import { Kernel, millisecond, valuesOf } from '@w800/kernel';
import { MemoryNvStore } from '@w800/ports';
import { SerialLine, uartFigures } from '@w800/uart';
import { describe, expect, test } from 'vitest';
import { dialects } from '../dialects/index.ts';
import { Desk } from '../testing/desk.ts';
import { MemoryMedium } from '../testing/memory-medium.ts';
import { timeReply, timeServer } from '../testing/time-server.ts';
import { W800 } from '../w800.ts';

const ok = '\r\nOK\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
/** 2026-01-01, 12:00 UTC. */
const noon = 1_767_268_800;
const year2000 = 946_684_800;
const enabled = 'AT+CIPSNTPCFG=1,8,"ntp1.aliyun.com","ntp2.aliyun.com"';

function time(text: string): string {
  return `+CIPSNTPTIME:${text}\r\n${ok}`;
}

/** A desk whose module has joined and synchronised to noon within the last 6 s. */
async function synchronised(line = enabled): Promise<Desk> {
  const desk = await Desk.joined();
  desk.medium.onDatagram = timeServer(noon);
  await desk.ask(line, 6_000);
  return desk;
}

describe('AT+CIPSNTPCFG', () => {
  test('EX-03: AT+CIPSNTPCFG=1,8,"ntp1.aliyun.com","ntp2.aliyun.com" is answered OK', async () => {
    const desk = await Desk.joined();
    expect(await desk.ask(enabled)).toBe(ok);
    expect(await desk.ask('AT+CIPSNTPCFG?')).toBe(
      `+CIPSNTPCFG:1,8,"ntp1.aliyun.com","ntp2.aliyun.com"\r\n${ok}`,
    );
  });

  test('is disabled after the start; a query then shows 0 alone', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CIPSNTPCFG?')).toBe(`+CIPSNTPCFG:0\r\n${ok}`);
    await desk.ask(enabled);
    expect(await desk.ask('AT+CIPSNTPCFG=0')).toBe(ok);
    expect(await desk.ask('AT+CIPSNTPCFG?')).toBe(`+CIPSNTPCFG:0\r\n${ok}`);
  });

  test.each([
    ['1,8', '1,8,"cn.ntp.org.cn","ntp.sjtu.edu.cn","us.pool.ntp.org"'],
    ['1,8,,', '1,8,"cn.ntp.org.cn","ntp.sjtu.edu.cn","us.pool.ntp.org"'],
    ['1,-5,"a"', '1,-5,"a"'],
    ['1,0,,"b"', '1,0,"b"'],
    ['1,14,"a",,"c"', '1,14,"a","c"'],
    ['1,800,"a","b","c"', '1,8,"a","b","c"'],
    ['1,+8,"a"', '1,8,"a"'],
    ['1,+1245,"a"', '1,12,"a"'],
    ['1,-500,"a"', '1,-5,"a"'],
    ['1,1245,"a"', '1,12,"a"'],
    ['1,015,"a"', '1,0,"a"'],
    ['1,-12,"a"', '1,-12,"a"'],
    ['0,8', '0'],
    ['0,8,"a"', '0'],
    ['0,', '0'],
  ])('AT+CIPSNTPCFG=%s is shown as %s', async (typed, shown) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CIPSNTPCFG=${typed}`)).toBe(ok);
    expect(await desk.ask('AT+CIPSNTPCFG?')).toBe(`+CIPSNTPCFG:${shown}\r\n${ok}`);
  });

  test.each([
    '',
    '1',
    '1,',
    '1,,"a"',
    '2,8',
    '-1,8',
    '"1",8',
    '1,"8"',
    '1,60',
    '1,-60',
    '1,1460',
    '1,-1260',
    '1,1275',
    '0,60',
    '1,8,a',
    '1,8,""',
    '1,8,"a","b","c","d"',
  ])('AT+CIPSNTPCFG=%s is refused and changes nothing', async (typed) => {
    const desk = await Desk.ready();
    await desk.ask('AT+CIPSNTPCFG=1,3,"kept"');
    expect(await desk.ask(`AT+CIPSNTPCFG=${typed}`)).toBe(parseError);
    expect(await desk.ask('AT+CIPSNTPCFG?')).toBe(`+CIPSNTPCFG:1,3,"kept"\r\n${ok}`);
  });

  test('shows its syntax', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CIPSNTPCFG=?')).toBe(
      'AT+CIPSNTPCFG?\r\n' +
        'AT+CIPSNTPCFG=<enable>[,<timezone>][,<"SNTP server1">][,<"SNTP server2">]' +
        '[,<"SNTP server3">]\r\n' +
        `example:AT+CIPSNTPCFG=1,8,"cn.ntp.org.cn","ntp.sjtu.edu.cn"\r\n${ok}`,
    );
  });
});

describe('Synchronisation', () => {
  test('SNTP-07, SNTP-08: sets the clock, which then shows the local time', async () => {
    const desk = await Desk.joined();
    desk.medium.onDatagram = timeServer(noon);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sat Jan  1 00:00:02 2000'));
    expect(await desk.ask(enabled, 6_000)).toBe(ok);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/^\+CIPSNTPTIME:Thu Jan  1 20:00:0\d 2026\r/);
  });

  test('waits for an address, and then begins by itself', async () => {
    const desk = await Desk.ready();
    desk.medium.onDatagram = timeServer(noon);
    await desk.ask('AT+CIPSNTPCFG=1,0,"a"', 60_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sat Jan  1 00:01:00 2000'));
    await desk.ask('AT+CWJAP="home","12345678"', 8_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 12:00:0\d 2026\r/);
  });

  test('stops while there is no address', async () => {
    const desk = await synchronised();
    await desk.ask('AT+CIPSNTPINTV=15');
    desk.medium.loseLink();
    let asked = 0;
    desk.medium.onDatagram = () => {
      asked += 1;
    };
    await desk.run(300_000);
    expect(asked).toBe(0);
    desk.medium.audible = true;
    await desk.run(30_000);
    expect(asked).toBeGreaterThan(0);
  });

  test('stops when it is disabled, and the clock runs on', async () => {
    const desk = await synchronised('AT+CIPSNTPCFG=1,0,"a"');
    await desk.ask('AT+CIPSNTPINTV=15');
    await desk.ask('AT+CIPSNTPCFG=0');
    desk.medium.onDatagram = timeServer(0);
    await desk.run(3_600_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/Thu Jan  1 13:00:\d\d 2026\r/);
  });

  test('is announced by nothing in the documents', async () => {
    const desk = await synchronised();
    expect(desk.read()).toBe('');
  });

  test.each([
    ['docs', 0],
    ['firmware', 3],
    ['esp-at', 3],
  ])('is announced in the dialect %s %i times in three', async (name, times) => {
    const kernel = new Kernel({ seed: 1 });
    const line = new SerialLine(kernel, valuesOf(uartFigures));
    const medium = new MemoryMedium(kernel);
    medium.onDatagram = timeServer(noon);
    const dialect = dialects.find((one) => one.name === name);
    if (dialect === undefined) throw new Error(name);
    const uart = line.module;
    const module = new W800({ kernel, uart, medium, nvStore: new MemoryNvStore(), dialect });
    let printed = '';
    line.host.onReceive((bytes) => {
      printed += String.fromCharCode(...bytes);
    });
    const type = async (text: string, milliseconds: number): Promise<void> => {
      line.host.write(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
      await kernel.runFor(milliseconds * millisecond);
    };
    module.powerOn();
    await kernel.runFor(310 * millisecond);
    await type('AT+CWJAP="home","12345678"\r\n', 3_000);
    await type('AT+CIPSNTPINTV=20\r\n', 100);
    await type('AT+CIPSNTPCFG=1,8,"a"\r\n', 45_100);
    expect(printed.split('\r\n').filter((text) => text === '+TIME_UPDATED')).toHaveLength(times);
  });

  test('to a year the clock cannot show leaves it alone', async () => {
    const desk = await Desk.joined();
    desk.medium.onDatagram = timeServer(year2000 - 1);
    await desk.ask(enabled, 6_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sat Jan  1 08:00:08 2000'));
  });

  test('takes 312 bytes of heap for its socket, from enabling to disabling', async () => {
    const desk = await Desk.joined();
    const before = desk.module.heap.freeBytes;
    await desk.ask(enabled);
    expect(before - desk.module.heap.freeBytes).toBe(312);
    expect(desk.module.heap.usedBy('udp.socket')).toBe(312);
    await desk.ask(enabled, 60_000);
    expect(before - desk.module.heap.freeBytes).toBe(312);
    await desk.ask('AT+CIPSNTPCFG=0');
    expect(desk.module.heap.freeBytes).toBe(before);
  });

  test('gives its socket back with the link', async () => {
    const desk = await synchronised();
    desk.medium.loseLink();
    await desk.run(10);
    expect(desk.module.heap.usedBy('udp.socket')).toBe(0);
    expect(desk.medium.datagramSocketsLeft).toBe(8);
  });

  test('goes on to the second server when the first is silent for 15 s', async () => {
    const desk = await Desk.joined();
    desk.medium.onDatagram = (_bytes, { address }, answer) => {
      if (address === '10.0.0.6') answer(timeReply(noon));
    };
    await desk.ask('AT+CIPSNTPCFG=1,0,"10.0.0.5","10.0.0.6"', 14_900);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sat Jan  1 00:00:17 2000'));
    await desk.run(6_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 12:00:0\d 2026\r/);
  });
});

describe('A restart', () => {
  test('forgets servers, zone and interval, and keeps the time', async () => {
    const desk = await synchronised();
    await desk.ask('AT+CIPSNTPINTV=15');
    desk.medium.audible = false;
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT+CIPSNTPCFG?')).toBe(`+CIPSNTPCFG:0\r\n${ok}`);
    expect(await desk.ask('AT+CIPSNTPINTV?')).toBe(`+CIPSNTPINTV:3600\r\n${ok}`);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/^\+CIPSNTPTIME:Thu Jan  1 12:00:0\d 2026\r/);
  });

  test('of the supply puts the clock back to 2000', async () => {
    const desk = await synchronised();
    desk.module.powerOff();
    await desk.run(50_000);
    desk.module.powerOn();
    await desk.run(1_010);
    desk.read();
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sat Jan  1 00:00:01 2000'));
  });
});
