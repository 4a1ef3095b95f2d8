import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

describe.each(['CWAPPROTO', 'CWSTAPROTO'])('AT+%s', (name) => {
  const other = name === 'CWAPPROTO' ? 'CWSTAPROTO' : 'CWAPPROTO';

  test('takes 1 to 7 without touching the other; a restart forgets it', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+${name}?`)).toBe(`+${name}=7\r\n${ok}`);
    for (const protocol of [1, 3]) {
      expect(await desk.ask(`AT+${name}=${protocol}`)).toBe(ok);
      expect(await desk.ask(`AT+${name}?`)).toBe(`+${name}=${protocol}\r\n${ok}`);
    }
    expect(await desk.ask(`AT+${other}?`)).toBe(`+${other}=7\r\n${ok}`);
    await desk.ask('AT+RST', 400);
    expect(await desk.ask(`AT+${name}?`)).toBe(`+${name}=7\r\n${ok}`);
  });

  test.each(['=0', '=8', '=-1', '="7"', '=', '=7,7', ''])('%s is refused', async (rest) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+${name}${rest}`)).toBe(parseError);
  });
});
