import { millisecond } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { nvErase, nvWrite } from '../settings/nv-trace.ts';
import { Desk } from '../testing/desk.ts';
import { power } from '../power-trace.ts';

const ok = '\r\nOK\r\n';
const user = 'AT+MQTTUSERCFG=0,1,"W800","u","p",0,0,""';
const noUser = `+MQTTUSERCFG:0,0,"","","",0,0,""\r\n${ok}`;

/** The restarts of a desk, in milliseconds. */
function restartsOf(desk: Desk): number[] {
  const restarts: number[] = [];
  desk.kernel.trace.on(power, ({ at, data }) => {
    if (data.event === 'restart') restarts.push(Math.floor(at / millisecond));
  });
  return restarts;
}

describe('AT+RST', () => {
  test('CORE-25, CORE-27: OK, one restart, ready 300 ms later, MQTT in state 0', async () => {
    const desk = await Desk.ready();
    await desk.ask(user);
    const restarts = restartsOf(desk);
    const typedAt = desk.kernel.now / millisecond;
    // 0.7 ms to type, 0.35 ms idle, 0.5 ms for OK, 10 ms of grace.
    expect(await desk.ask('AT+RST', 310)).toBe(ok);
    expect(await desk.ask('', 5)).toBe('ready\r\n');
    expect(restarts).toEqual([typedAt + 11]);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(noUser);
  });

  test('what comes behind it in the same burst, or before the restart, is not heard', async () => {
    const desk = await Desk.ready();
    desk.type('AT+RST\r\nAT+CWMODE=2\r\nAT\r\n');
    await desk.run(5);
    expect(await desk.ask('AT+CWMODE=2', 400)).toBe(`${ok}ready\r\n`);
    expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:1\r\n${ok}`);
  });

  test('at 600 baud the OK still leaves in full before the restart', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+UART_CUR=600,8,1,0,0');
    desk.line.host.configure({ baud: 600 });
    // 8 bytes to type, 4 frames idle and 6 bytes of OK take 300 ms.
    expect(await desk.ask('AT+RST', 301)).toBe(ok);
  });

  test('a power cut after the OK takes the place of the restart', async () => {
    const desk = await Desk.ready();
    const restarts = restartsOf(desk);
    await desk.ask('AT+RST', 5);
    desk.module.powerOff();
    await desk.run(1_000);
    expect(restarts).toEqual([]);
    desk.module.powerOn();
    expect(await desk.ask('', 310)).toBe('ready\r\n');
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('CORE-26: AT is answered before and after, and by OK alone', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT')).toBe(ok);
    await desk.ask('AT+RST', 400);
    expect(await desk.ask('AT')).toBe(ok);
  });
});

describe('AT+RESTORE', () => {
  test('CORE-25, CORE-29: OK, ready, and everything stored is gone', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+CWMODE=2');
    await desk.ask('AT+UART_DEF=115200,8,3,0,0');
    let erasures = 0;
    desk.kernel.trace.on(nvErase, () => (erasures += 1));
    const restarts = restartsOf(desk);
    expect(await desk.ask('AT+RESTORE', 400)).toBe(`${ok}ready\r\n`);
    expect([erasures, restarts.length]).toEqual([1, 1]);
    expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:1\r\n${ok}`);
    expect(await desk.ask('AT+UART_DEF?')).toBe(`+UART_DEF:115200,8,1,0,0\r\n${ok}`);
    desk.module.powerOff();
    desk.module.powerOn();
    expect(await desk.ask('', 310)).toBe('ready\r\n');
    expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:1\r\n${ok}`);
  });

  test('CORE-29: a set command right behind it does not bring anything back', async () => {
    const desk = await Desk.ready();
    const writes: string[] = [];
    desk.type('AT+RESTORE\r\nAT+CWMODE=2\r\n');
    desk.kernel.trace.on(nvWrite, ({ data }) => writes.push(data.key));
    await desk.run(400);
    expect(writes).toEqual([]);
    desk.read();
    expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:1\r\n${ok}`);
  });

  test('CORE-29: the OK comes in the line as it was, ready as it was made', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+UART_DEF=9600,8,1,0,0');
    desk.line.host.configure({ baud: 9600 });
    expect(await desk.ask('AT+RESTORE', 30)).toBe(ok);
    desk.line.host.configure({ baud: 115_200 });
    await desk.run(400);
    expect(desk.read()).toBe('ready\r\n');
  });
});

describe('AT+ASSERT', () => {
  test('CORE-25: restarts at once: no final code, then ready', async () => {
    const desk = await Desk.ready();
    await desk.ask(user);
    const restarts = restartsOf(desk);
    const typedAt = Math.floor(desk.kernel.now / millisecond);
    expect(await desk.ask('AT+ASSERT', 400)).toBe('ready\r\n');
    expect(restarts).toEqual([typedAt + 1]);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(noUser);
  });

  test('cuts off what is being printed, and what is behind it in the burst', async () => {
    const desk = await Desk.ready();
    desk.type('AT+GMR\r\nAT+ASSERT\r\nAT\r\n');
    await desk.run(400);
    const printed = desk.read();
    expect(printed.endsWith('ready\r\n')).toBe(true);
    expect(printed).not.toContain('OK');
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('keeps what is stored', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+CWMODE=2');
    await desk.ask('AT+ASSERT', 400);
    expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:2\r\n${ok}`);
  });
});

test.each(['AT+RST', 'AT+RESTORE', 'AT+ASSERT'])(
  'CORE-15: %s has no other form than the bare one',
  async (name) => {
    const desk = await Desk.ready();
    const restarts = restartsOf(desk);
    expect(await desk.ask(`${name}=?`)).toBe('\r\nERROR\r\n');
    expect(await desk.ask(`${name}?`)).toBe('\r\nERROR\r\n');
    expect(await desk.ask(`${name}=1`)).toBe('\r\nCMD PARSE ERR\r\n');
    await desk.run(1_000);
    expect(restarts).toEqual([]);
  },
);
