import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

async function asked(desk: Desk, ...lines: string[]): Promise<string[]> {
  const answers: string[] = [];
  for (const line of lines) answers.push(await desk.ask(line));
  return answers;
}

describe('AT+CIPDNS', () => {
  test('shows whom DHCP names, and the two public servers before that', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CIPDNS?')).toBe(`+CIPDNS:0,"208.67.222.222","8.8.8.8"\r\n${ok}`);
    const joined = await Desk.joined();
    expect(await joined.ask('AT+CIPDNS?')).toBe(`+CIPDNS:0,"10.0.0.1"\r\n${ok}`);
  });

  test.each([
    ['=1,"1.1.1.1","9.9.9.9"', '1,"1.1.1.1","9.9.9.9"'],
    ['=1,"1.1.1.1"', '1,"1.1.1.1","8.8.8.8"'],
    ['=1,,"9.9.9.9"', '1,"208.67.222.222","9.9.9.9"'],
    ['=1', '1,"208.67.222.222","8.8.8.8"'],
  ])('%s is taken and shown as %s, after a restart too', async (set, shown) => {
    const desk = await Desk.joined();
    expect(await asked(desk, `AT+CIPDNS${set}`, 'AT+CIPDNS?')).toEqual([
      ok,
      `+CIPDNS:${shown}\r\n${ok}`,
    ]);
    await desk.ask('AT+RST', 5_000);
    expect(await desk.ask('AT+CIPDNS?')).toBe(`+CIPDNS:${shown}\r\n${ok}`);
    expect(await asked(desk, 'AT+CIPDNS=0', 'AT+CIPDNS?')).toEqual([
      ok,
      `+CIPDNS:0,"10.0.0.1"\r\n${ok}`,
    ]);
  });

  test.each(['=2', '=1,"1.1.1.1","1.1.1.1"', '=1,"8.8.8.8"', '=1,"1.1.1"', '=1,"dns.example"'])(
    '%s is an ERROR and changes nothing',
    async (set) => {
      const desk = await Desk.joined();
      expect(await asked(desk, `AT+CIPDNS${set}`, 'AT+CIPDNS?')).toEqual([
        error,
        `+CIPDNS:0,"10.0.0.1"\r\n${ok}`,
      ]);
    },
  );
});
