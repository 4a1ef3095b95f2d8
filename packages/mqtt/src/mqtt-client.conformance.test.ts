import { second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { connectedRig, Rig } from './testing/rig.ts';
import { text, wire } from './testing/wire-bytes.ts';

describe('what ends the connection', () => {
  test.each([
    ['[MQTT-2.2.2-2]: CONNACK with a flag', [0x21, 2, 0, 0]],
    ['[MQTT-2.2.2-2]: PUBACK with a flag', [0x41, 2, 0, 1]],
    ['[MQTT-2.2.2-2]: PUBREC with a flag', [0x52, 2, 0, 1]],
    ['[MQTT-2.2.2-2], [MQTT-3.6.1-1]: PUBREL with flags 0000', [0x60, 2, 0, 1]],
    ['[MQTT-2.2.2-2], [MQTT-3.6.1-1]: PUBREL with flags 0011', [0x63, 2, 0, 1]],
    ['[MQTT-2.2.2-2], [MQTT-3.6.1-1]: PUBREL with flags 1010', [0x6a, 2, 0, 1]],
    ['[MQTT-2.2.2-2]: PUBCOMP with a flag', [0x74, 2, 0, 1]],
    ['[MQTT-2.2.2-2]: SUBACK with flags 0010', [0x92, 3, 0, 1, 0]],
    ['[MQTT-2.2.2-2]: UNSUBACK with a flag', [0xb8, 2, 0, 1]],
    ['[MQTT-2.2.2-2]: PINGRESP with a flag', [0xd1, 0]],
    ['[MQTT-3.3.1-4]: QoS 3', wire.publish('t', 'x', 1, 0b0110)],
    ['[MQTT-3.3.1-4]: QoS 3 with DUP and RETAIN', wire.publish('t', 'x', 1, 0b1111)],
    ['[MQTT-3.3.1-2]: DUP at QoS 0', wire.publish('t', 'x', undefined, 0b1000)],
    ['[MQTT-2.3.1-1]: PUBLISH of QoS 1 with identifier 0', wire.publish('t', 'x', 0, 0b0010)],
    ['[MQTT-2.3.1-1]: PUBLISH of QoS 2 with identifier 0', wire.publish('t', 'x', 0, 0b0100)],
    ['[MQTT-4.8.0-1]: a reserved packet type, 0', [0x00, 0]],
    ['[MQTT-4.8.0-1]: a reserved packet type, 15', [0xf0, 0]],
    ['[MQTT-4.8.0-1]: CONNECT', [0x10, 12, 0, 4, ...text('MQTT'), 4, 2, 0, 0, 0, 0]],
    ['[MQTT-4.8.0-1]: SUBSCRIBE', [0x82, 6, 0, 1, 0, 1, 0x74, 0]],
    ['[MQTT-4.8.0-1]: UNSUBSCRIBE', [0xa2, 5, 0, 1, 0, 1, 0x74]],
    ['[MQTT-4.8.0-1]: PINGREQ', wire.pingreq],
    ['[MQTT-4.8.0-1]: DISCONNECT', wire.disconnect],
    ['[MQTT-4.8.0-1]: a second CONNACK', wire.connack()],
    ['[MQTT-4.8.0-1]: a remaining length of five bytes', [0x30, 0x80, 0x80, 0x80, 0x80, 0x01]],
    ['[MQTT-4.8.0-1]: a topic longer than its packet', [0x30, 3, 0, 9, 0x74]],
    ['[MQTT-4.8.0-1]: PUBACK for nothing', wire.puback(7)],
    ['[MQTT-4.8.0-1]: PUBREC for nothing', wire.pubrec(7)],
    ['[MQTT-4.8.0-1]: PUBCOMP for nothing', wire.pubcomp(7)],
    ['[MQTT-4.8.0-1]: SUBACK for nothing', wire.suback(7, 0)],
    ['[MQTT-4.8.0-1]: UNSUBACK for nothing', wire.unsuback(7)],
  ])('%s: it is closed, and what came behind is not looked at', async (_case, bytes) => {
    for (const chunkBytes of [1, bytes.length + 100]) {
      const rig = await connectedRig();
      await rig.deliver([...bytes, ...wire.publish('t', 'behind it', 1)], chunkBytes);
      expect(rig.log).toEqual(['closed protocol']);
      expect(rig.sent()).toEqual(wire.disconnect);
      expect(rig.peer.endedAt).toBe(rig.kernel.now);
      expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
    }
  });

  test('[MQTT-4.8.0-2]: a packet there is no room for, as soon as its length is known', async () => {
    const rig = await connectedRig();
    await rig.deliver([0x30, 0xff, 0xff, 0x7f]);
    expect(rig.log).toEqual(['closed no-memory']);
    expect(rig.peer.endedAt).toBe(rig.kernel.now);
    expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  });
});

test('[MQTT-3.1.0-1]: nothing but CONNECT is sent before the session is accepted', async () => {
  const rig = new Rig();
  await rig.connect();
  const connect = rig.sent();
  expect(connect[0]).toBe(0x10);
  for (const qos of [0, 1, 2] as const) await rig.publish('t', 'x', qos);
  await rig.subscribe('t');
  await rig.unsubscribe('t');
  await rig.until(20 * second);
  expect(rig.sent()).toEqual([]);
  expect(rig.log).toEqual([
    'publish x closed',
    'publish x closed',
    'publish x closed',
    'subscribe closed',
    'unsubscribe closed',
  ]);
});

test('[MQTT-3.14.4-1], [MQTT-3.14.4-2]: behind DISCONNECT comes FIN and nothing else', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 10 });
  await rig.publish('t', 'x', 2);
  await rig.subscribe('t');
  rig.sent();
  await rig.do(() => rig.client.disconnect());
  expect(rig.sent()).toEqual(wire.disconnect);
  expect(rig.peer.endedAt).toBe(rig.kernel.now);
  // What would be answered, were the session up; and the time for PINGREQ and every limit.
  await rig.deliver([...wire.pubrec(1), ...wire.publish('t', 'x', 9), ...wire.pubrel(9)]);
  await rig.publish('t', 'late', 0);
  await rig.until(120 * second);
  expect(rig.sent()).toEqual([]);
});
