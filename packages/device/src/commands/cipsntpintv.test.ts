import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { timeServer } from '../testing/time-server.ts';

const ok = '\r\nOK\r\n';

describe('AT+CIPSNTPINTV', () => {
  test('is an hour until it is set', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CIPSNTPINTV?')).toBe(`+CIPSNTPINTV:3600\r\n${ok}`);
    expect(await desk.ask('AT+CIPSNTPINTV=?')).toBe(
      'AT+CIPSNTPINTV?\r\nAT+CIPSNTPINTV=<interval second>\r\n' +
        `example:AT+CIPSNTPINTV=3600\r\n${ok}`,
    );
  });

  test.each(['15', '4294967'])('takes %s', async (seconds) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CIPSNTPINTV=${seconds}`)).toBe(ok);
    expect(await desk.ask('AT+CIPSNTPINTV?')).toBe(`+CIPSNTPINTV:${seconds}\r\n${ok}`);
  });

  test.each(['14', '4294968', '', '"15"', '15,1'])('refuses %s', async (seconds) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CIPSNTPINTV=${seconds}`)).toBe('\r\nCMD PARSE ERR\r\n');
    expect(await desk.ask('AT+CIPSNTPINTV?')).toBe(`+CIPSNTPINTV:3600\r\n${ok}`);
  });

  test('says how often a server is asked, whether set before or after enabling', async () => {
    const desk = await Desk.joined();
    let asked = 0;
    desk.medium.onDatagram = (...all) => {
      asked += 1;
      timeServer(1_767_225_600)(...all);
    };
    await desk.ask('AT+CIPSNTPINTV=20');
    await desk.ask('AT+CIPSNTPCFG=1,8,"a"', 5_000);
    expect(asked).toBe(1);
    await desk.run(40_000);
    expect(asked).toBe(3);
    await desk.ask('AT+CIPSNTPINTV=4000', 100);
    await desk.run(3_900_000);
    expect(asked).toBe(3);
    await desk.run(110_000);
    expect(asked).toBe(4);
  });
});
