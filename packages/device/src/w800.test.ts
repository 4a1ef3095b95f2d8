import { describe, expect, test } from 'vitest';
import { Desk } from './testing/desk.ts';

const ok = '\r\nOK\r\n';

describe('W800', () => {
  test('CORE-25: ready is printed 300 ms after power-on, and nothing before', async () => {
    const desk = new Desk();
    desk.module.powerOn();
    await desk.run(300);
    expect(desk.read()).toBe('');
    await desk.run(1);
    expect(desk.read()).toBe('ready\r\n');
  });

  test('what is typed before ready is not answered', async () => {
    const desk = new Desk();
    desk.module.powerOn();
    desk.type('AT\r\n');
    await desk.run(400);
    expect(desk.read()).toBe('ready\r\n');
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('CORE-25, CORE-27: AT+RST prints OK, then ready, and the MQTT settings are gone', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+MQTTUSERCFG=0,1,"W800","u","p",0,0,""');
    expect(await desk.ask('AT+RST', 320)).toBe(`${ok}ready\r\n`);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(`+MQTTUSERCFG:0,0,"","","",0,0,""\r\n${ok}`);
    expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,0,0,"",0,"",0\r\n${ok}`);
  });

  test('AT+RST in a session says nothing of the session and leaves nothing of it', async () => {
    const fresh = await Desk.ready();
    const desk = await Desk.connected(1);
    await desk.ask('AT+CWMODE=0');
    desk.medium.audible = false;
    expect(await desk.ask('AT+RST', 400)).toBe(`${ok}ready\r\n`);
    expect(desk.module.heap.freeBytes).toBe(fresh.module.heap.freeBytes);
  });

  test('the boot leaves about 251,000 bytes less the AT and Wi-Fi tasks, and frees main', async () => {
    const desk = new Desk();
    const { heap } = desk.module;
    expect(heap.freeBytes).toBe(258_744);
    desk.module.powerOn();
    const booting = heap.freeBytes;
    await desk.run(301);
    expect(heap.freeBytes - booting).toBe(4_096 + 24);
    expect(heap.usedBy('boot.atReceiveTaskStack')).toBe(8_192 + 24 + 104 + 24);
  });

  test('the idle joined module has about 150 KB free', async () => {
    const desk = await Desk.joined();
    expect(desk.module.heap.freeBytes).toBeGreaterThan(145 * 1024);
    expect(desk.module.heap.freeBytes).toBeLessThan(155 * 1024);
  });

  test.each([
    ['booting', async () => new Desk()],
    ['ready', () => Desk.ready()],
    ['joined', () => Desk.joined()],
    ['connected', () => Desk.connected(1)],
    [
      'joining',
      async () => {
        const desk = await Desk.ready();
        await desk.ask('AT+CWJAP="home","12345678"', 50);
        return desk;
      },
    ],
    [
      'taking counted data',
      async () => {
        const desk = await Desk.connected();
        await desk.ask('AT+MQTTPUBRAW=0,"t",5000,1,0');
        desk.type('half');
        return desk;
      },
    ],
    [
      'waiting for PUBACK',
      async () => {
        const desk = await Desk.connected();
        await desk.ask('AT+MQTTPUBRAW=0,"t",3,1,0');
        await desk.ask('abc');
        return desk;
      },
    ],
    [
      'waiting to reconnect',
      async () => {
        const desk = await Desk.connected(1);
        desk.peer?.abort();
        await desk.run(1);
        return desk;
      },
    ],
  ])(
    'a power cut while %s ends everything, and the next power-on is a first one',
    async (_state, open) => {
      const desk = await open();
      desk.module.powerOn();
      desk.module.powerOff();
      await desk.run(60_000);
      desk.read();
      await desk.run(60_000);
      expect(desk.read()).toBe('');
      expect(desk.module.heap.freeBytes).toBe(258_744);
      desk.medium.audible = false;
      desk.module.powerOn();
      await desk.run(310);
      expect(desk.read()).toBe('ready\r\n');
      expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,0,0,"",0,"",0\r\n${ok}`);
    },
  );

  test('an idle connected module has one event in the queue: its keepalive', async () => {
    const desk = await Desk.connected();
    const before = desk.kernel.eventCount;
    await desk.run(119_000);
    expect(desk.kernel.eventCount - before).toBe(0);
  });
});
