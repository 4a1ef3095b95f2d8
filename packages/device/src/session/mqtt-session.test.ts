import { describe, expect, test } from 'vitest';
import { lastingBytesMax } from '../testing/held-memory.ts';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const connected = (reconnect: number): string =>
  `+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",${reconnect}\r\n`;
const user = 'AT+MQTTUSERCFG=0,1,"W800","","",0,0,""';

async function state(desk: Desk): Promise<number> {
  const answer = await desk.ask('AT+MQTTCONN?');
  return Number(/\+MQTTCONN:0,(\d)/.exec(answer)?.[1]);
}

describe('MqttSession', () => {
  test('CONN-01, CONN-02, CONN-03, CONN-04, CONN-05: the URC comes before OK, the query agrees', async () => {
    const desk = await Desk.joined();
    desk.accept();
    await desk.ask('AT+MQTTUSERCFG=0,1,"W800","","",0,0,"p"');
    const line = '0,1,"10.0.0.9",1883,"p",1\r\n';
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,1')).toBe(`+MQTTCONNECTED:${line}${ok}`);
    expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,4,1,"10.0.0.9",1883,"p",1\r\n${ok}`);
  });

  test.each([
    ['CONN-16: in state 0', (desk: Desk) => desk.accept(), undefined],
    ['CONN-19: when the connection is refused', () => {}, user],
    ['CONN-19: when CONNACK has code 5', (desk: Desk) => desk.accept([0x20, 2, 0, 5]), user],
  ])('a connect %s is an ERROR without +MQTTDISCONNECTED', async (_when, prepare, config) => {
    const desk = await Desk.joined();
    prepare(desk);
    if (config !== undefined) await desk.ask(config);
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,1')).toBe(error);
    expect(await state(desk)).toBe(config === undefined ? 0 : 1);
    expect(desk.module.heap.usedBy('mqtt.reconnect')).toBe(0);
  });

  test('CONN-18: without an address a connect is an ERROR', async () => {
    const desk = await Desk.ready();
    await desk.ask(user);
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0')).toBe(error);
  });

  test('a name that does not resolve is an ERROR, and the next attempt may succeed', async () => {
    const desk = await Desk.joined();
    desk.accept();
    await desk.ask(user);
    expect(await desk.ask('AT+MQTTCONN=0,"nowhere",1883,0')).toBe(error);
    expect(await desk.ask('AT+MQTTCONN=0,"broker.example",1883,0')).toContain('+MQTTCONNECTED');
  });

  test('a silent peer is given up 30 s after the attempt began', async () => {
    const desk = await Desk.joined();
    desk.accept([]);
    await desk.ask(user);
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0', 30_000)).toBe('');
    await desk.run(100);
    expect(desk.read()).toBe(error);
  });

  test('NOTE-03, NOTE-05: Wi-Fi loss prints WIFI DISCONNECT, then +MQTTDISCONNECTED once', async () => {
    const desk = await Desk.connected();
    desk.medium.loseLink();
    await desk.run(200);
    expect(desk.read()).toBe('WIFI DISCONNECT\r\n+MQTTDISCONNECTED:0\r\n');
  });

  test('a connect that is under way when Wi-Fi goes ends in ERROR at once', async () => {
    const desk = await Desk.joined();
    desk.accept([]);
    await desk.ask(user);
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,1');
    desk.medium.loseLink();
    await desk.run(10);
    expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${error}`);
    expect(await state(desk)).toBe(1);
  });

  test('CONN-21, CONN-22, NOTE-07: with reconnect 0 nothing comes back, a connect is refused', async () => {
    const desk = await Desk.connected(0);
    desk.peer?.abort();
    await desk.run(60_000);
    expect(desk.read()).toBe('+MQTTDISCONNECTED:0\r\n');
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0')).toBe(error);
  });

  test('CONN-25, CONN-26, NOTE-06: with reconnect 1 it tries every 10 s until it is back', async () => {
    const desk = await Desk.connected(1);
    desk.medium.onConnection = undefined;
    desk.peer?.abort();
    await desk.run(25_000);
    expect(desk.read()).toBe('+MQTTDISCONNECTED:0\r\n');
    desk.accept();
    await desk.run(4_900);
    expect(desk.read()).toBe('');
    await desk.run(200);
    expect(desk.read()).toBe(connected(1));
    expect(await state(desk)).toBe(4);
  });

  test('CONN-27: AT+MQTTCLEAN ends the reconnecting and frees its task', async () => {
    const desk = await Desk.connected(1);
    expect(desk.module.heap.usedBy('mqtt.reconnect')).toBe(8_344);
    desk.peer?.abort();
    await desk.run(10);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(`+MQTTDISCONNECTED:0\r\n${ok}`);
    await desk.run(60_000);
    expect(desk.read()).toBe('');
    expect(desk.module.heap.usedBy('mqtt.reconnect')).toBe(0);
  });

  test('an attempt that found no address is made as soon as there is one', async () => {
    const desk = await Desk.connected(1);
    desk.medium.loseLink();
    await desk.run(40_000);
    desk.read();
    desk.medium.audible = true;
    let printed = '';
    while (!printed.includes('WIFI GOT IP')) {
      await desk.run(100);
      printed += desk.read();
    }
    await desk.run(100);
    expect(printed + desk.read()).toBe(`WIFI CONNECTED\r\nWIFI GOT IP\r\n${connected(1)}`);
  });

  test('CLEAN-02, CLEAN-04: a live session ends with DISCONNECT and its URC before OK', async () => {
    const desk = await Desk.connected();
    desk.arrived.length = 0;
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(`+MQTTDISCONNECTED:0\r\n${ok}`);
    expect(desk.arrived).toEqual([0xe0, 0]);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(error);
  });

  test('CLEAN-03: all memory but the client task comes back', async () => {
    const desk = await Desk.joined();
    const free = desk.module.heap.freeBytes;
    desk.accept();
    await desk.ask(user);
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,1');
    expect(desk.module.heap.freeBytes).toBeLessThan(free - 18_000);
    await desk.ask('AT+MQTTCLEAN=0');
    desk.peer?.end();
    await desk.run(100);
    expect(free - desk.module.heap.freeBytes).toBe(lastingBytesMax);
  });

  test('a message holds its memory until its last byte is in the FIFO, then no longer', async () => {
    const desk = await Desk.connected();
    const payload = Array<number>(100).fill(0x61);
    desk.send(0x30, 103, 0, 1, 0x74, ...payload);
    await desk.run(1);
    expect(desk.module.heap.usedBy('mqtt.message')).toBeGreaterThan(100);
    await desk.run(50);
    expect(desk.module.heap.usedBy('mqtt.message')).toBe(0);
    expect(desk.module.heap.usedBy('tcp.receive')).toBe(0);
  });
});
