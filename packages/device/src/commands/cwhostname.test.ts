import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

describe('AT+CWHOSTNAME', () => {
  test('takes 1 to 32 bytes; a restart forgets them', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWHOSTNAME?')).toBe(`+CWHOSTNAME:W800\r\n${ok}`);
    for (const name of ['x', 'n'.repeat(32)]) {
      expect(await desk.ask(`AT+CWHOSTNAME="${name}"`)).toBe(ok);
      expect(await desk.ask('AT+CWHOSTNAME?')).toBe(`+CWHOSTNAME:${name}\r\n${ok}`);
    }
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT+CWHOSTNAME?')).toBe(`+CWHOSTNAME:W800\r\n${ok}`);
  });

  test.each(['=""', `="${'n'.repeat(33)}"`, '=x', '="x","y"', ''])(
    '%s is refused',
    async (rest) => {
      const desk = await Desk.ready();
      expect(await desk.ask(`AT+CWHOSTNAME${rest}`)).toBe(parseError);
      expect(await desk.ask('AT+CWHOSTNAME?')).toBe(`+CWHOSTNAME:W800\r\n${ok}`);
    },
  );

  test.each([
    [0, parseError],
    [1, ok],
    [2, parseError],
    [3, ok],
  ])('in mode %i it answers as its document has it', async (mode, answer) => {
    const desk = await Desk.ready();
    await desk.ask(`AT+CWMODE=${mode}`);
    expect(await desk.ask('AT+CWHOSTNAME="x"')).toBe(answer);
    const name = answer === ok ? 'x' : 'W800';
    expect(await desk.ask('AT+CWHOSTNAME?')).toBe(`+CWHOSTNAME:${name}\r\n${ok}`);
  });
});
