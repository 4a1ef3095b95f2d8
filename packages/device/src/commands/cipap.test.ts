import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

async function softAp(): Promise<Desk> {
  const desk = await Desk.ready();
  await desk.ask('AT+CWMODE=2');
  return desk;
}

describe('AT+CIPAP', () => {
  test('a new softAP is 192.168.10.1 of a network of 24 bits', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CIPAP?')).toBe(
      '+CIPAP:ip:"192.168.10.1"\r\n+CIPAP:gateway:"192.168.10.1"\r\n' +
        `+CIPAP:netmask:"255.255.255.0"\r\n${ok}`,
    );
  });

  test('what is set is shown and outlives a restart', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CIPAP="10.1.0.1","10.1.0.2","255.255.0.0"')).toBe(ok);
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT+CIPAP?')).toBe(
      `+CIPAP:ip:"10.1.0.1"\r\n+CIPAP:gateway:"10.1.0.2"\r\n+CIPAP:netmask:"255.255.0.0"\r\n${ok}`,
    );
  });

  test.each([
    '""',
    '"10.0.0.300"',
    '"10.0.0.7","10.0.0.1"',
    '"10.0.0.7","10.9.0.1","255.255.255.0"',
  ])('%s is refused', async (typed) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`AT+CIPAP=${typed}`)).toBe(parseError);
    expect(await desk.ask('AT+CIPAP?')).toContain('"192.168.10.1"');
  });

  test('the pool follows into the new network, one that fits stays', async () => {
    const desk = await softAp();
    await desk.ask('AT+CWDHCPS=1,60,"192.168.10.40","192.168.10.50"');
    await desk.ask('AT+CIPAP="192.168.10.9"');
    expect(await desk.ask('AT+CWDHCPS?')).toBe(`+CWDHCPS=60,192.168.10.40,192.168.10.50\r\n${ok}`);
    await desk.ask('AT+CIPAP="172.16.0.1"');
    expect(await desk.ask('AT+CWDHCPS?')).toBe(`+CWDHCPS=120,172.16.0.2,172.16.0.101\r\n${ok}`);
    await desk.ask('AT+CIPAP="172.16.0.1","172.16.0.2","255.255.255.248"');
    expect(await desk.ask('AT+CWDHCPS?')).toBe(`+CWDHCPS=120,172.16.0.2,172.16.0.6\r\n${ok}`);
  });
});
