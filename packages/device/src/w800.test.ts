import { describe, expect, test } from 'vitest';
import { Desk } from './testing/desk.ts';
import { heldMemory } from './testing/held-memory.ts';

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

  test('the boot begins with 258,744 bytes and leaves 251,016 when it tells them', async () => {
    const desk = new Desk();
    const { heap } = desk.module;
    expect(heap.freeBytes).toBe(258_744);
    desk.module.powerOn();
    expect(heap.freeBytes).toBe(251_016);
    expect(heap.usedBy('boot.main')).toBe(4_096 + 24 + 104 + 24);
    expect(heap.usedBy('boot.nvs')).toBe(168 + 360 + 80 + 72 + 48);
  });

  test('when it is ready AT holds about 1,900 and 19,000 bytes, and main is over', async () => {
    const { heap } = (await Desk.ready()).module;
    expect(heap.usedBy('boot.main')).toBe(0);
    expect(heap.usedBy('at.port')).toBe(1_928);
    expect(heap.usedBy('at.receive-task')).toBe(8_344);
    expect(heap.usedBy('at.process-task')).toBe(8_344);
    expect(heap.usedBy('at.context')).toBe(704 + 4 * 400);
  });

  test('Wi-Fi with a station that has joined holds 83,000 bytes, and leaves 151 KB', async () => {
    const desk = await Desk.joined();
    const { heap } = desk.module;
    const held = [...heap.owners()].filter(([owner]) => /^(wifi|lwip|event)\./.test(owner));
    expect(held.reduce((sum, [, bytes]) => sum + bytes, 0)).toBe(83_072);
    expect(heap.freeBytes).toBe(151_272);
  });

  test.each([
    ['AT+CWQAP', ['wifi.station', 'lwip.dhcp']],
    ['AT+CWMODE=0', ['wifi.station', 'lwip.dhcp']],
    [
      'AT+CWINIT=0',
      ['wifi.driver-task', 'wifi.supplicant-task', 'wifi.buffers', 'wifi.driver'].concat([
        'wifi.station',
        'lwip.dhcp',
      ]),
    ],
  ])('%s gives back what is not needed then, and it is taken again', async (line, owners) => {
    const desk = await Desk.joined();
    const { heap } = desk.module;
    const before = heldMemory(heap);
    expect(await desk.ask(line)).toContain(ok);
    const freed = Object.keys(before).filter((owner) => heap.usedBy(owner) === 0);
    expect(freed.toSorted()).toEqual(owners.toSorted());
    await desk.ask('AT+CWINIT=1');
    await desk.ask('AT+CWMODE=1,0');
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    expect(heldMemory(heap)).toEqual(before);
  });

  test.each([
    ['a wrong password', 'AT+CWJAP="home","wrong-password"', 1_000],
    ['an absent network', 'AT+CWJAP="nowhere","12345678"', 7_000],
  ])('a join that fails for %s leaves nothing of the station', async (_why, line, durationMs) => {
    const desk = await Desk.ready();
    const before = heldMemory(desk.module.heap);
    desk.type(`${line}\r\n`);
    await desk.run(100);
    expect(desk.module.heap.usedBy('wifi.station')).toBe(8 * 1_024);
    await desk.run(durationMs);
    expect(desk.read()).toBe('\r\nERROR\r\n');
    expect(heldMemory(desk.module.heap)).toEqual(before);
  });

  test('a fixed address needs no DHCP', async () => {
    const desk = await Desk.joined();
    expect(await desk.ask('AT+CIPSTA="10.0.0.7","10.0.0.1","255.255.255.0"')).toContain(ok);
    expect(desk.module.heap.usedBy('lwip.dhcp')).toBe(0);
    await desk.ask('AT+CWDHCP=1,1', 2_000);
    expect(desk.module.heap.usedBy('lwip.dhcp')).toBeGreaterThanOrEqual(440);
  });

  test('the softAP and each of its stations hold memory as long as they are there', async () => {
    const desk = await Desk.ready();
    const { heap } = desk.module;
    await desk.ask('AT+CWMODE=2');
    const empty = heap.usedBy('wifi.softap');
    expect(empty).toBe(12 * 1_024 + 312);
    desk.medium.own?.admit('02:00:00:00:00:09', '');
    expect(heap.usedBy('wifi.softap')).toBe(empty + 424);
    desk.medium.own?.left('02:00:00:00:00:09');
    expect(heap.usedBy('wifi.softap')).toBe(empty);
    await desk.ask('AT+CWMODE=1,0');
    expect(heap.usedBy('wifi.softap')).toBe(0);
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
