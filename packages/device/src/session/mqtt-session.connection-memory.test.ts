import { Ballast, heapAllocate } from '@w800/memory';
import { describe, expect, test } from 'vitest';
import { SecureDesk } from '../testing/secure-desk.ts';

const error = '\r\nERROR\r\n';
const disconnected = '+MQTTDISCONNECTED:0\r\n';

describe('a connection', () => {
  test.each([
    [1, ['mqtt.client', 'tcp.socket']],
    [6, ['mqtt.client', 'tcp.socket']],
    [3, ['mqtt.client', 'tcp.socket', 'tls.ca', 'tls.cipher', 'tls.connection', 'tls.peer']],
    [7, ['mqtt.client', 'tcp.socket', 'tls.cipher', 'tls.connection', 'tls.peer']],
  ])('of scheme %i holds this much while nothing happens', async (scheme, owners) => {
    const desk = await SecureDesk.onScheme(scheme);
    await desk.open();
    await desk.run(1_000);
    expect(desk.connectionOwners).toEqual(owners);
  });

  test.each([6, 10])('of scheme %i gives back every frame that was read', async (scheme) => {
    const desk = await SecureDesk.onScheme(scheme);
    await desk.open();
    await desk.run(1_000);
    const { heap } = desk.module;
    const free = heap.freeBytes;
    const frames: number[] = [];
    desk.kernel.trace.on(heapAllocate, ({ data }) => {
      if (data.owner === 'websocket.frame') frames.push(data.requestedBytes);
    });
    for (let count = 0; count < 5; count += 1) {
      desk.broker.publish({ topic: 't', payload: 'x'.repeat(100) });
    }
    await desk.run(1_000);
    // Frame header 2, packet header 2, topic 3, payload 100; 8 of the library.
    expect(frames).toEqual(Array.from({ length: 5 }, () => 115));
    expect(heap.freeBytes).toBe(free);
  });

  test.each([6, 8])('of scheme %i is over when a frame finds no room', async (scheme) => {
    const desk = await SecureDesk.onScheme(scheme);
    await desk.open();
    await desk.run(1_000);
    desk.module.heap.refuse((_bytes, owner) => owner === 'websocket.frame');
    desk.broker.publish({ topic: 't', payload: 'x' });
    await desk.run(1_000);
    expect(desk.read()).toBe(disconnected);
    expect(desk.connectionOwners).toEqual([]);
  });

  test.each([6, 10])(
    'of scheme %i holds a frame that is sent while it is written',
    async (scheme) => {
      const desk = await SecureDesk.onScheme(scheme);
      await desk.open();
      await desk.run(1_000);
      const frames: number[] = [];
      desk.kernel.trace.on(heapAllocate, ({ data }) => {
        if (data.owner === 'websocket.frame') frames.push(data.requestedBytes);
      });
      desk.type(`AT+MQTTPUB=0,"t","${'x'.repeat(100)}",0,0\r\n`);
      await desk.run(100);
      // Frame header 2 and key 4, packet header 2, topic 3, payload 100.
      expect(frames).toEqual([111]);
      expect(desk.module.heap.usedBy('websocket.frame')).toBe(0);
    },
  );

  test('of TLS is refused with 40,000 bytes free, because they lie in pieces', async () => {
    const desk = await SecureDesk.onScheme(2);
    const { heap } = desk.module;
    const ballast = new Ballast(heap, 'test');
    ballast.leave(60_000);
    ballast.fragment(16_384);
    expect(heap.freeBytes).toBeGreaterThan(59_000);
    expect(await desk.open()).toBe(error);
    expect(desk.connectionOwners).toEqual([]);
    ballast.release();
    ballast.leave(60_000);
    expect(await desk.open()).toContain('+MQTTCONNECTED');
  });

  test('that has run out of memory and loses its network at once fails once', async () => {
    const desk = await SecureDesk.onScheme(3);
    let refusals = 0;
    desk.module.heap.refuse((_bytes, owner) => {
      if (owner !== 'tls.peer') return false;
      refusals += 1;
      desk.kernel.after(0, () => desk.medium.loseLink());
      return true;
    });
    desk.type('AT+MQTTCONN=0,"broker.example",8883,0\r\n');
    await desk.run(30_000);
    expect(refusals).toBe(1);
    expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${error}`);
    expect(desk.connectionOwners).toEqual([]);
  });
});
