import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

describe('AT+CWAUTOCONN', () => {
  test('0 keeps the module from joining at power-on, 1 lets it, whatever SYSSTORE says', async () => {
    const desk = await Desk.joined();
    await desk.ask('AT+SYSSTORE=0');
    for (const [enable, printed] of [
      [0, `${ok}ready\r\n`],
      [1, `${ok}ready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n`],
    ] as const) {
      expect(await desk.ask(`AT+CWAUTOCONN=${enable}`)).toBe(ok);
      expect(await desk.ask('AT+RST', 5_000)).toBe(printed);
    }
  });

  test('it does not concern a change of mode', async () => {
    const desk = await Desk.joined();
    await desk.ask('AT+CWAUTOCONN=0');
    await desk.ask('AT+CWMODE=0');
    expect(await desk.ask('AT+CWMODE=1', 3_000)).toBe(`${ok}WIFI CONNECTED\r\nWIFI GOT IP\r\n`);
  });

  test.each(['=2', '=-1', '=', '=1,1', ''])('%s is refused', async (rest) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CWAUTOCONN${rest}`)).toBe(parseError);
    expect(await desk.ask('AT+CWAUTOCONN?')).toBe(error);
  });
});
