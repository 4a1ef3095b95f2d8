import { describe, expect, test } from 'vitest';
import { espAtDialect } from '../dialects/esp-at.ts';
import { firmwareDialect } from '../dialects/firmware.ts';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';

describe('the echo', () => {
  test('is off at first; ATE1 turns it on, ATE0 off', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT')).toBe(ok);
    expect(await desk.ask('ATE1')).toBe(ok);
    expect(await desk.ask('AT')).toBe(`AT\r\n${ok}`);
    expect(await desk.ask('ATE0')).toBe(`ATE0\r\n${ok}`);
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('is off again after AT+RST', async () => {
    const desk = await Desk.ready();
    await desk.ask('ATE1');
    expect(await desk.ask('AT+RST', 400)).toBe(`AT+RST\r\n${ok}ready\r\n`);
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('comes as the bytes do, before their line is complete', async () => {
    const desk = await Desk.ready();
    await desk.ask('ATE1');
    desk.type('AT+CW');
    await desk.run(50);
    expect(desk.read()).toBe('AT+CW');
    expect(await desk.ask('MODE?')).toBe(`MODE?\r\n+CWMODE:1\r\n${ok}`);
  });

  test('shows empty, unknown, over-long and refused lines as they were typed', async () => {
    const desk = await Desk.ready();
    await desk.ask('ATE1');
    expect(await desk.ask('')).toBe('\r\n');
    expect(await desk.ask('at')).toBe('at\r\n\r\nCMD FORMAT ERR\r\n');
    const long = `AT+${'X'.repeat(300)}`;
    expect(await desk.ask(long)).toBe(`${long}\r\n\r\nCMD PARSE ERR\r\n`);
  });

  test('begins behind the ATE1 of a burst', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('ATE1\r\nAT')).toBe(`${ok}AT\r\n${ok}`);
  });

  test('CORE-19: counted data is never echoed, the line behind it is', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+MQTTUSERCFG=0,1,"W800","u","p",0,0,""');
    await desk.ask('ATE1');
    const line = 'AT+MQTTLONGCLIENTID=0,6';
    expect(await desk.ask(line)).toBe(`${line}\r\n\r\nOK\r\n\r\n>`);
    expect(await desk.ask('AT\r\n12AT')).toBe(`${ok}AT\r\n${ok}`);
  });

  test('CORE-18: a line that comes while a command runs is echoed and turned away', async () => {
    const desk = await Desk.ready();
    await desk.ask('ATE1');
    desk.type('AT+CWJAP="home","12345678"\r\n');
    await desk.run(50);
    desk.read();
    expect(await desk.ask('AT')).toBe('AT\r\nbusy ...\r\n');
  });

  test('is on from the start for hosts that know ESP-AT', async () => {
    const desk = await Desk.ready(espAtDialect);
    expect(await desk.ask('AT')).toBe(`AT\r\n${ok}`);
  });
});

describe('the extensions', () => {
  const lines = ['ATE0', 'ATE1', 'AT+GMR', 'AT+UART_CUR?', 'AT+UART_DEF=9600,8,1,0,0', 'ATE1?'];

  test.each(lines)('CORE-13: %s is an unknown command to the firmware', async (line) => {
    const desk = await Desk.ready(firmwareDialect);
    expect(await desk.ask(line)).toBe('\r\nCMD FORMAT ERR\r\n');
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('AT+GMR prints four lines', async () => {
    const desk = await Desk.ready();
    const printed = await desk.ask('AT+GMR');
    expect(printed).toMatch(
      /^AT version:.*\r\nSDK version:.*\r\ncompile time:.*\r\nBin version:.*\r\n\r\nOK\r\n$/,
    );
  });

  test('AT+SYSRAM? shows the heap, in the firmware too', async () => {
    const desk = await Desk.ready(firmwareDialect);
    const { heap } = desk.module;
    const block = heap.allocate(10_000, 'test');
    if (block !== undefined) heap.free(block);
    const { freeBytes, lowWaterBytes } = heap;
    expect(freeBytes - lowWaterBytes).toBeGreaterThan(5_000);
    expect(await desk.ask('AT+SYSRAM?')).toBe(`+SYSRAM:${freeBytes},${lowWaterBytes}\r\n${ok}`);
    expect(await desk.ask('AT+SYSRAM')).toBe('\r\nERROR\r\n');
    expect(await desk.ask('AT+SYSRAM=?')).toBe('\r\nERROR\r\n');
  });
});
