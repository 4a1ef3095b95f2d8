import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';

function overruns(desk: Desk): readonly string[] {
  const kinds: string[] = [];
  desk.kernel.trace.onAny(({ kind }) => {
    if (kind === 'uart.overrun') kinds.push(kind);
  });
  return kinds;
}

describe.each(['AT+UART_CUR', 'AT+UART_DEF'])('%s with flow control', (name) => {
  test('3: the module is silent while CTS is away, and says it all afterwards', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(`${name}=115200,8,1,0,3`)).toBe(ok);
    desk.line.host.clearToSend?.(false);
    expect(await desk.ask('AT+CWMODE?')).toBe('');
    expect(await desk.ask('AT')).toBe('');
    desk.line.host.clearToSend?.(true);
    await desk.run(100);
    expect(desk.read()).toBe(`+CWMODE:1\r\n${ok}${ok}`);
  });

  test('1: a host that heeds RTS loses nothing while the module does not read', async () => {
    const desk = await Desk.ready();
    await desk.ask(`${name}=115200,8,1,0,1`);
    desk.line.host.configure({ flowControl: 'rts/cts' });
    const lost = overruns(desk);
    desk.line.stallModule(true);
    desk.type('AT\r\n'.repeat(1000));
    await desk.run(1000);
    desk.line.stallModule(false);
    await desk.run(1000);
    expect(lost).toEqual([]);
    expect(desk.read()).toBe(ok.repeat(1000));
  });

  test('0: the same host loses most of it', async () => {
    const desk = await Desk.ready();
    await desk.ask(`${name}=115200,8,1,0,0`);
    desk.line.host.configure({ flowControl: 'rts/cts' });
    const lost = overruns(desk);
    desk.line.stallModule(true);
    desk.type('AT\r\n'.repeat(1000));
    await desk.run(1000);
    desk.line.stallModule(false);
    await desk.run(1000);
    expect(lost).toHaveLength(1);
  });
});

test('flow control from flash holds after a start, and CTS that was away all the time does not', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+UART_DEF=115200,8,1,0,2');
  desk.module.powerOff();
  desk.line.host.clearToSend?.(false);
  await desk.run(100);
  desk.module.powerOn();
  await desk.run(400);
  expect(desk.read()).toBe('ready\r\n');
  expect(await desk.ask('AT')).toBe(ok);
  desk.line.host.clearToSend?.(true);
  desk.line.host.clearToSend?.(false);
  expect(await desk.ask('AT')).toBe('');
});

test('a restart lets go of what CTS has held, and of CTS itself until it changes', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+UART_DEF=115200,8,1,0,2');
  desk.line.host.clearToSend?.(false);
  expect(await desk.ask('AT+RST', 1000)).toBe('');
  // The OK has not left: nothing restarts before it has.
  desk.line.host.clearToSend?.(true);
  await desk.run(1000);
  expect(desk.read()).toBe(`${ok}ready\r\n`);
});
