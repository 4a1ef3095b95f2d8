import { describe, expect, test } from 'vitest';
import { firmwareDialect } from '../dialects/firmware.ts';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

async function softAp(): Promise<Desk> {
  const desk = await Desk.ready();
  await desk.ask('AT+CWMODE=2');
  return desk;
}

describe('AT+CWDHCPS', () => {
  test.each([
    ['1,1,"192.168.10.2","192.168.10.2"', '1,192.168.10.2,192.168.10.2'],
    ['1,2880,"192.168.10.1","192.168.10.254"', '2880,192.168.10.1,192.168.10.254'],
  ])('%s is taken and outlives a restart', async (typed, shown) => {
    const desk = await softAp();
    expect(await desk.ask(`AT+CWDHCPS=${typed}`)).toBe(ok);
    expect(await desk.ask('AT+CWDHCPS?')).toBe(`+CWDHCPS=${shown}\r\n${ok}`);
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT+CWDHCPS?')).toBe(`+CWDHCPS=${shown}\r\n${ok}`);
    expect(await desk.ask('AT+CWDHCPS=0')).toBe(ok);
    expect(await desk.ask('AT+CWDHCPS?')).toBe(`+CWDHCPS=120,192.168.10.2,192.168.10.101\r\n${ok}`);
  });

  test.each([
    '2',
    '1',
    '1,60',
    '1,60,"192.168.10.2"',
    '1,0,"192.168.10.2","192.168.10.9"',
    '1,2881,"192.168.10.2","192.168.10.9"',
    '1,60,"192.168.10.9","192.168.10.2"',
    '1,60,"192.168.10","192.168.10.9"',
    '1,60,"192.168.10.2","192.168.10.9",1',
    '0,60,"192.168.10.2","192.168.10.9"',
    '0,60',
  ])('%s is CMD PARSE ERR', async (typed) => {
    const desk = await softAp();
    expect(await desk.ask(`AT+CWDHCPS=${typed}`)).toBe(parseError);
    expect(await desk.ask('AT+CWDHCPS?')).toBe(`+CWDHCPS=120,192.168.10.2,192.168.10.101\r\n${ok}`);
  });

  test.each([
    '1,60,"192.168.11.2","192.168.11.9"',
    '1,60,"192.168.10.2","192.168.10.255"',
    '1,60,"192.168.10.0","192.168.10.9"',
  ])('a pool outside of the network, %s, is ERROR', async (typed) => {
    const desk = await softAp();
    expect(await desk.ask(`AT+CWDHCPS=${typed}`)).toBe(error);
    expect(await desk.ask('AT+CWDHCPS?')).toBe(`+CWDHCPS=120,192.168.10.2,192.168.10.101\r\n${ok}`);
  });

  test('needs a softAP with its DHCP server', async () => {
    const desk = await Desk.ready();
    for (const line of ['AT+CWDHCPS?', 'AT+CWDHCPS=0']) expect(await desk.ask(line)).toBe(error);
    await desk.ask('AT+CWMODE=3');
    expect(await desk.ask('AT+CWDHCPS=0')).toBe(ok);
    await desk.ask('AT+CWDHCP=0,2');
    for (const line of ['AT+CWDHCPS?', 'AT+CWDHCPS=0']) expect(await desk.ask(line)).toBe(error);
  });

  test('the firmware prints its addresses in quotes', async () => {
    const desk = await Desk.ready(firmwareDialect);
    await desk.ask('AT+CWMODE=2');
    expect(await desk.ask('AT+CWDHCPS?')).toContain(
      '+CWDHCPS=120,"192.168.10.2","192.168.10.101"\r\n',
    );
  });
});
