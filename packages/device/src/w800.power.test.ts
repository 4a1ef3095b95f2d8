import { expect, describe, test } from 'vitest';
import { Desk } from './testing/desk.ts';

const ok = '\r\nOK\r\n';
const clock = (time: string) => `+CIPSNTPTIME:Sat Jan  1 ${time} 2000\r\n${ok}`;

describe('the reset pin', () => {
  test('CORE-25: low it silences the module, and 300 ms after it is ready; its clock has gone on', async () => {
    const desk = await Desk.ready();
    await desk.run(60_000);
    desk.module.holdReset();
    desk.type('AT\r\n');
    await desk.run(5_000);
    expect(desk.read()).toBe('');
    desk.module.releaseReset();
    await desk.run(299);
    expect(desk.read()).toBe('');
    await desk.run(2);
    expect(desk.read()).toBe('ready\r\n');
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(clock('00:01:05'));
  });

  test('held over a power cut and back, it keeps the module from starting', async () => {
    const desk = await Desk.ready();
    desk.module.holdReset();
    desk.module.powerOff();
    desk.module.powerOn();
    await desk.run(1_000);
    expect(desk.read()).toBe('');
    desk.module.releaseReset();
    await desk.run(301);
    expect(desk.read()).toBe('ready\r\n');
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(clock('00:00:01'));
  });

  test('let go without power, nothing starts; with power it does', async () => {
    const desk = await Desk.ready();
    desk.module.powerOff();
    desk.module.holdReset();
    desk.module.releaseReset();
    await desk.run(1_000);
    expect(desk.read()).toBe('');
    desk.module.powerOn();
    await desk.run(301);
    expect(desk.read()).toBe('ready\r\n');
  });
});

describe('a crash', () => {
  test('in mid-command gives no final code, and ready by itself', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+CWJAP="home","12345678"', 50)).toBe('');
    desk.module.crash();
    await desk.run(301);
    expect(desk.read()).toBe('ready\r\n');
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('of a module without power, or held in reset, is none', async () => {
    const desk = await Desk.ready();
    desk.module.powerOff();
    desk.module.crash();
    await desk.run(1_000);
    expect(desk.read()).toBe('');
    desk.module.holdReset();
    desk.module.powerOn();
    desk.module.crash();
    await desk.run(1_000);
    expect(desk.read()).toBe('');
  });
});

describe('the start', () => {
  test('prints its text first, takes its time after it, and then says ready', async () => {
    const desk = new Desk();
    desk.module.bootConditions.text = 'boot reason 0\r\n';
    desk.module.bootConditions.delayMs = 500;
    desk.module.powerOn();
    await desk.run(100);
    expect(desk.read()).toBe('boot reason 0\r\n');
    await desk.run(699);
    expect(desk.read()).toBe('');
    await desk.run(4);
    expect(desk.read()).toBe('ready\r\n');
  });

  test('cut while it prints its text, it begins anew', async () => {
    const desk = new Desk();
    desk.module.bootConditions.text = 'x'.repeat(1_000);
    desk.module.powerOn();
    await desk.run(10);
    desk.module.powerOff();
    desk.module.bootConditions.text = '';
    desk.module.powerOn();
    await desk.run(301);
    expect(desk.read()).toMatch(/^x+ready\r\n$/);
  });

  test('finds the settings of the factory when the flash has lost its own', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+CWMODE=2');
    desk.module.eraseStored();
    expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:2\r\n${ok}`);
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:1\r\n${ok}`);
  });
});
